BEGIN TRANSACTION;
CREATE TABLE action_units (
	"plan" VARCHAR(40) NOT NULL, 
	action VARCHAR(60) NOT NULL, 
	unit VARCHAR(60) NOT NULL, 
	role VARCHAR(16) NOT NULL, 
	CONSTRAINT pk_action_units PRIMARY KEY ("plan", action, unit), 
	CONSTRAINT ck_action_units_role CHECK (role in ('lead', 'on_site', 'support')), 
	CONSTRAINT fk_action_units_plan_action FOREIGN KEY("plan", action) REFERENCES actions ("plan", code), 
	CONSTRAINT fk_action_units_plan_unit FOREIGN KEY("plan", unit) REFERENCES units ("plan", code), 
	CONSTRAINT fk_action_units_plan FOREIGN KEY("plan") REFERENCES plans (id)
);
INSERT INTO "action_units" VALUES('sa-dec-2023','2.3.1','tckh','lead');
INSERT INTO "action_units" VALUES('sa-dec-2023','2.3.1','phuong-2','on_site');
INSERT INTO "action_units" VALUES('sa-dec-2023','2.3.1','mttq','support');
CREATE TABLE actions (
	"plan" VARCHAR(40) NOT NULL, 
	code VARCHAR(60) NOT NULL, 
	dimension INTEGER NOT NULL, 
	CONSTRAINT pk_actions PRIMARY KEY ("plan", code), 
	CONSTRAINT ck_actions_dimension CHECK (dimension between 1 and 8), 
	CONSTRAINT fk_actions_plan FOREIGN KEY("plan") REFERENCES plans (id)
);
INSERT INTO "actions" VALUES('sa-dec-2023','2.3.1',2);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0005');
CREATE TABLE alerts (
	id INTEGER NOT NULL, 
	"plan" VARCHAR(40) NOT NULL, 
	cause VARCHAR(120) NOT NULL, 
	day DATE NOT NULL, 
	trouble VARCHAR(32) NOT NULL, 
	run TEXT NOT NULL, 
	done JSON NOT NULL, 
	undone JSON NOT NULL, 
	said TEXT NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	CONSTRAINT pk_alerts PRIMARY KEY (id), 
	CONSTRAINT fk_alerts_plan FOREIGN KEY("plan") REFERENCES plans (id), 
	CONSTRAINT uq_alerts_plan_cause_day UNIQUE ("plan", cause, day), 
	CONSTRAINT ck_alerts_trouble CHECK (trouble IN ('failed', 'crashed', 'no_round', 'not_started'))
);
CREATE TABLE amendments (
	"plan" VARCHAR(40) NOT NULL, 
	version INTEGER NOT NULL, 
	number TEXT NOT NULL, 
	amended_on DATE NOT NULL, 
	reason TEXT NOT NULL, 
	actor TEXT NOT NULL, 
	entry INTEGER NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	CONSTRAINT pk_amendments PRIMARY KEY ("plan", version), 
	CONSTRAINT fk_amendments_plan_version FOREIGN KEY("plan", version) REFERENCES snapshots ("plan", version), 
	CONSTRAINT fk_amendments_plan FOREIGN KEY("plan") REFERENCES plans (id)
);
CREATE TABLE arrivals (
	id INTEGER NOT NULL, 
	"plan" VARCHAR(40) NOT NULL, 
	channel VARCHAR(16) NOT NULL, 
	channel_key VARCHAR(255) NOT NULL, 
	received_at DATETIME NOT NULL, 
	sender TEXT NOT NULL, 
	actor TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	entry INTEGER, 
	recorded_at DATETIME NOT NULL, 
	withdrawn_at DATETIME, 
	CONSTRAINT pk_arrivals PRIMARY KEY (id), 
	CONSTRAINT ck_arrivals_channel CHECK (channel in ('inbox', 'mailbox', 'paper', 'zalo', 'register', 'forwarded', 'typed')), 
	CONSTRAINT fk_arrivals_plan FOREIGN KEY("plan") REFERENCES plans (id), 
	CONSTRAINT uq_arrivals_plan_id UNIQUE ("plan", id)
);
INSERT INTO "arrivals" VALUES(1,'sa-dec-2023','register','tckh-2023-06-29T16:50:00+07:00','2023-06-29 09:50:00.000000','','nv1','',NULL,'2023-06-29 09:50:00.000000',NULL);
INSERT INTO "arrivals" VALUES(2,'sa-dec-2023','register','phuong-2-2023-06-30T09:00:00+07:00','2023-06-30 02:00:00.000000','','nv1','',NULL,'2023-06-30 02:00:00.000000',NULL);
INSERT INTO "arrivals" VALUES(3,'sa-dec-2023','register','phuong-2-2023-07-03T09:00:00+07:00','2023-07-03 02:00:00.000000','','nv1','',NULL,'2023-07-03 02:00:00.000000',NULL);
INSERT INTO "arrivals" VALUES(4,'sa-dec-2023','register','tckh-2024-04-05T09:00:00+07:00','2024-04-05 02:00:00.000000','','nv1','',NULL,'2024-04-05 02:00:00.000000',NULL);
CREATE TABLE award_steps (
	id INTEGER NOT NULL, 
	"plan" VARCHAR(40) NOT NULL, 
	confirmation INTEGER NOT NULL, 
	subject TEXT NOT NULL, 
	step VARCHAR(32) NOT NULL, 
	stepped_on DATE NOT NULL, 
	number TEXT NOT NULL, 
	actor TEXT NOT NULL, 
	entry INTEGER NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	withdrawn_at DATETIME, 
	CONSTRAINT pk_award_steps PRIMARY KEY (id), 
	CONSTRAINT ck_award_steps_decided_with_a_number CHECK (step <> 'decided' or number <> ''), 
	CONSTRAINT ck_award_steps_step_taken CHECK (step <> 'proposed'), 
	CONSTRAINT fk_award_steps_plan_confirmation FOREIGN KEY("plan", confirmation) REFERENCES confirmations ("plan", id), 
	CONSTRAINT fk_award_steps_plan FOREIGN KEY("plan") REFERENCES plans (id), 
	CONSTRAINT ck_award_steps_awardstep CHECK (step IN ('proposed', 'submitted', 'council', 'decided'))
);
INSERT INTO "award_steps" VALUES(1,'sa-dec-2023',1,'tckh','submitted','2024-05-20','','nv1',19,'2024-05-20 02:00:00.000000',NULL);
CREATE TABLE calls (
	id INTEGER NOT NULL, 
	"plan" VARCHAR(40) NOT NULL, 
	unit VARCHAR(60) NOT NULL, 
	called_at DATETIME NOT NULL, 
	person TEXT NOT NULL, 
	content TEXT NOT NULL, 
	actor TEXT NOT NULL, 
	entry INTEGER NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	withdrawn_at DATETIME, 
	CONSTRAINT pk_calls PRIMARY KEY (id), 
	CONSTRAINT fk_calls_plan_unit FOREIGN KEY("plan", unit) REFERENCES units ("plan", code), 
	CONSTRAINT fk_calls_plan FOREIGN KEY("plan") REFERENCES plans (id)
);
CREATE TABLE confirmation_persons (
	confirmation INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	verdict VARCHAR(32) NOT NULL, 
	name TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	CONSTRAINT pk_confirmation_persons PRIMARY KEY (confirmation, position), 
	CONSTRAINT ck_confirmation_persons_named_for CHECK (verdict in ('commend', 'criticise')), 
	CONSTRAINT fk_confirmation_persons_confirmation FOREIGN KEY(confirmation) REFERENCES confirmations (id), 
	CONSTRAINT ck_confirmation_persons_verdict CHECK (verdict IN ('commend', 'none', 'learn', 'explain', 'criticise'))
);
INSERT INTO "confirmation_persons" VALUES(1,0,'commend','Trần Thị Bình','tham mưu tốt');
CREATE TABLE confirmation_units (
	confirmation INTEGER NOT NULL, 
	unit VARCHAR(60) NOT NULL, 
	position INTEGER NOT NULL, 
	grade TEXT NOT NULL, 
	verdict VARCHAR(32) NOT NULL, 
	reason TEXT NOT NULL, 
	CONSTRAINT pk_confirmation_units PRIMARY KEY (confirmation, unit), 
	CONSTRAINT fk_confirmation_units_confirmation FOREIGN KEY(confirmation) REFERENCES confirmations (id), 
	CONSTRAINT ck_confirmation_units_verdict CHECK (verdict IN ('commend', 'none', 'learn', 'explain', 'criticise'))
);
INSERT INTO "confirmation_units" VALUES(1,'tckh',0,'Tốt','commend','');
INSERT INTO "confirmation_units" VALUES(1,'phuong-2',1,'','explain','chưa gửi báo cáo');
CREATE TABLE confirmations (
	id INTEGER NOT NULL, 
	"plan" VARCHAR(40) NOT NULL, 
	evaluation INTEGER NOT NULL, 
	facts_digest VARCHAR(64) NOT NULL, 
	number TEXT NOT NULL, 
	decided_on DATE NOT NULL, 
	decided_by TEXT NOT NULL, 
	without_papers_by TEXT NOT NULL, 
	actor TEXT NOT NULL, 
	entry INTEGER NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	withdrawn_at DATETIME, 
	CONSTRAINT pk_confirmations PRIMARY KEY (id), 
	CONSTRAINT fk_confirmations_evaluation FOREIGN KEY(evaluation) REFERENCES evaluations (id), 
	CONSTRAINT fk_confirmations_plan FOREIGN KEY("plan") REFERENCES plans (id), 
	CONSTRAINT uq_confirmations_plan_id UNIQUE ("plan", id)
);
INSERT INTO "confirmations" VALUES(1,'sa-dec-2023',1,'1db57fef481b8d45e8634fe309d908e4dc3c02a3fbc4407455eacc2be397a63d','456/QĐ-UBND','2024-04-25','Chủ tịch UBND','Chánh Văn phòng','nv1',18,'2024-04-26 02:00:00.000000',NULL);
CREATE TABLE consolidated_reports (
	"plan" VARCHAR(40) NOT NULL, 
	consolidation INTEGER NOT NULL, 
	submission INTEGER NOT NULL, 
	outcome VARCHAR(32), 
	returned_at DATETIME, 
	CONSTRAINT pk_consolidated_reports PRIMARY KEY (consolidation, submission), 
	CONSTRAINT ck_consolidated_reports_usable_only CHECK (outcome in ('accepted', 'accepted_with_waiver')), 
	CONSTRAINT ck_consolidated_reports_let_go_when_returned CHECK ((outcome is null) = (returned_at is not null)), 
	CONSTRAINT fk_consolidated_reports_plan_consolidation FOREIGN KEY("plan", consolidation) REFERENCES consolidations ("plan", id), 
	CONSTRAINT fk_consolidated_reports_plan_submission_outcome FOREIGN KEY("plan", submission, outcome) REFERENCES submissions ("plan", id, outcome), 
	CONSTRAINT fk_consolidated_reports_plan_submission FOREIGN KEY("plan", submission) REFERENCES submissions ("plan", id), 
	CONSTRAINT fk_consolidated_reports_plan FOREIGN KEY("plan") REFERENCES plans (id), 
	CONSTRAINT ck_consolidated_reports_outcome CHECK (outcome IN ('received', 'accepted', 'accepted_with_waiver', 'refused', 'returned', 'duplicate', 'unassigned', 'set_aside'))
);
INSERT INTO "consolidated_reports" VALUES('sa-dec-2023',1,5,'accepted',NULL);
CREATE TABLE consolidations (
	id INTEGER NOT NULL, 
	"plan" VARCHAR(40) NOT NULL, 
	revision INTEGER NOT NULL, 
	final BOOLEAN NOT NULL, 
	actor TEXT NOT NULL, 
	facts_digest VARCHAR(64) NOT NULL, 
	publication_version INTEGER NOT NULL, 
	missing JSON NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	CONSTRAINT pk_consolidations PRIMARY KEY (id), 
	CONSTRAINT fk_consolidations_plan FOREIGN KEY("plan") REFERENCES plans (id), 
	CONSTRAINT uq_consolidations_plan_id UNIQUE ("plan", id), 
	CONSTRAINT uq_consolidations_plan_revision UNIQUE ("plan", revision)
);
INSERT INTO "consolidations" VALUES(1,'sa-dec-2023',1,1,'nv1','a7ce9a0b10bc8a731cf5253a0ffed3ea3cd95e95456eeafa4810b58afb881a6d',1,'["phuong-2"]','2024-04-12 01:00:00.000000');
CREATE TABLE deliveries (
	id INTEGER NOT NULL, 
	message INTEGER NOT NULL, 
	address VARCHAR(255) NOT NULL, 
	state VARCHAR(32) NOT NULL, 
	attempts INTEGER NOT NULL, 
	attempted_at DATETIME, 
	resends INTEGER NOT NULL, 
	not_before DATETIME, 
	lease VARCHAR(32), 
	lease_until DATETIME, 
	sent_at DATETIME, 
	changed_at DATETIME NOT NULL, 
	answer TEXT NOT NULL, 
	CONSTRAINT pk_deliveries PRIMARY KEY (id), 
	CONSTRAINT ck_deliveries_sending_under_a_lease CHECK ((state = 'sending') = (lease is not null)), 
	CONSTRAINT ck_deliveries_sent_has_an_instant CHECK ((state = 'sent') = (sent_at is not null)), 
	CONSTRAINT ck_deliveries_attempted_at_an_instant CHECK ((attempts = 0) = (attempted_at is null)), 
	CONSTRAINT ck_deliveries_lease_ends CHECK ((lease is null) = (lease_until is null)), 
	CONSTRAINT fk_deliveries_message FOREIGN KEY(message) REFERENCES messages (id), 
	CONSTRAINT uq_deliveries_message_address UNIQUE (message, address), 
	CONSTRAINT ck_deliveries_deliverystate CHECK (state IN ('pending', 'sending', 'sent', 'failed', 'ambiguous', 'suppressed'))
);
INSERT INTO "deliveries" VALUES(1,1,'tckh@sadec.example','sent',1,'2023-06-15 01:05:00.000000',0,NULL,NULL,NULL,'2023-06-15 01:05:00.000000','2023-06-15 01:05:00.000000','250 OK');
INSERT INTO "deliveries" VALUES(2,2,'phuong-2@sadec.example','pending',0,NULL,0,NULL,NULL,NULL,NULL,'2023-06-15 01:05:00.000000','');
CREATE TABLE difficulties (
	id INTEGER NOT NULL, 
	"plan" VARCHAR(40) NOT NULL, 
	unit VARCHAR(60) NOT NULL, 
	action TEXT NOT NULL, 
	difficulty TEXT NOT NULL, 
	cause TEXT NOT NULL, 
	proposal TEXT NOT NULL, 
	addressed_to TEXT NOT NULL, 
	wanted_on DATE, 
	submission INTEGER, 
	place TEXT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	actor TEXT NOT NULL, 
	entry INTEGER, 
	recorded_at DATETIME NOT NULL, 
	withdrawn_at DATETIME, 
	CONSTRAINT pk_difficulties PRIMARY KEY (id), 
	CONSTRAINT fk_difficulties_plan_submission FOREIGN KEY("plan", submission) REFERENCES submissions ("plan", id), 
	CONSTRAINT fk_difficulties_plan_unit FOREIGN KEY("plan", unit) REFERENCES units ("plan", code), 
	CONSTRAINT fk_difficulties_plan FOREIGN KEY("plan") REFERENCES plans (id), 
	CONSTRAINT uq_difficulties_plan_id UNIQUE ("plan", id)
);
CREATE TABLE difficulty_answers (
	id INTEGER NOT NULL, 
	"plan" VARCHAR(40) NOT NULL, 
	difficulty INTEGER NOT NULL, 
	answer TEXT NOT NULL, 
	answered_by TEXT NOT NULL, 
	basis TEXT NOT NULL, 
	actor TEXT NOT NULL, 
	entry INTEGER NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	withdrawn_at DATETIME, 
	CONSTRAINT pk_difficulty_answers PRIMARY KEY (id), 
	CONSTRAINT fk_difficulty_answers_plan_difficulty FOREIGN KEY("plan", difficulty) REFERENCES difficulties ("plan", id), 
	CONSTRAINT fk_difficulty_answers_plan FOREIGN KEY("plan") REFERENCES plans (id)
);
CREATE TABLE documents (
	id INTEGER NOT NULL, 
	"plan" VARCHAR(40) NOT NULL, 
	path TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	CONSTRAINT pk_documents PRIMARY KEY (id), 
	CONSTRAINT fk_documents_plan FOREIGN KEY("plan") REFERENCES plans (id), 
	CONSTRAINT fk_documents_sha256 FOREIGN KEY(sha256) REFERENCES files (sha256), 
	CONSTRAINT uq_documents_plan_path_version UNIQUE ("plan", path, version)
);
INSERT INTO "documents" VALUES(1,'sa-dec-2023','consolidated/1/bao-cao.docx',1,'4f54e9e1a61c1d4cf25619dd194e1c15227662e7d954e76cd6063a5735f79a36','2024-04-12 01:00:00.000000');
CREATE TABLE due_dates (
	obligation INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	due_on DATE NOT NULL, 
	rule TEXT NOT NULL, 
	calendar TEXT NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	CONSTRAINT pk_due_dates PRIMARY KEY (obligation, version), 
	CONSTRAINT fk_due_dates_obligation FOREIGN KEY(obligation) REFERENCES obligations (id)
);
INSERT INTO "due_dates" VALUES(1,1,'2023-06-30','15 ngày kể từ ngày Kế hoạch ban hành (15/6/2023)','','2023-06-15 01:00:00.000000');
INSERT INTO "due_dates" VALUES(3,1,'2023-06-30','15 ngày kể từ ngày Kế hoạch ban hành (15/6/2023)','','2023-06-15 01:00:00.000000');
INSERT INTO "due_dates" VALUES(2,1,'2024-04-08','05 ngày kể từ ngày công bố Chỉ số (02/4/2024)','','2024-04-02 07:00:00.000000');
INSERT INTO "due_dates" VALUES(4,1,'2024-04-08','05 ngày kể từ ngày công bố Chỉ số (02/4/2024)','','2024-04-02 07:00:00.000000');
CREATE TABLE evaluation_units (
	evaluation INTEGER NOT NULL, 
	unit VARCHAR(60) NOT NULL, 
	position INTEGER NOT NULL, 
	score FLOAT, 
	parts JSON NOT NULL, 
	proposal VARCHAR(16) NOT NULL, 
	CONSTRAINT pk_evaluation_units PRIMARY KEY (evaluation, unit), 
	CONSTRAINT ck_evaluation_units_proposal CHECK (proposal in ('commend', 'none', 'learn', 'explain')), 
	CONSTRAINT fk_evaluation_units_evaluation FOREIGN KEY(evaluation) REFERENCES evaluations (id)
);
INSERT INTO "evaluation_units" VALUES(1,'tckh',0,87.5,'{"N\u1ed9p k\u1ebf ho\u1ea1ch \u0111\u00fang h\u1ea1n": 10.0, "N\u1ed9p b\u00e1o c\u00e1o \u0111\u00fang h\u1ea1n": 10}','commend');
INSERT INTO "evaluation_units" VALUES(1,'phuong-2',1,NULL,'{}','none');
CREATE TABLE evaluations (
	id INTEGER NOT NULL, 
	"plan" VARCHAR(40) NOT NULL, 
	consolidation INTEGER NOT NULL, 
	facts_digest VARCHAR(64) NOT NULL, 
	province JSON NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	CONSTRAINT pk_evaluations PRIMARY KEY (id), 
	CONSTRAINT fk_evaluations_plan_consolidation FOREIGN KEY("plan", consolidation) REFERENCES consolidations ("plan", id), 
	CONSTRAINT fk_evaluations_plan FOREIGN KEY("plan") REFERENCES plans (id)
);
INSERT INTO "evaluations" VALUES(1,'sa-dec-2023',1,'b926eb3d5f6498ac83ac1a42dc4d7b08c3d60931cf727581de65f353fda42f47','{"D1": {"before": 4.3295, "now": 4.4}}','2024-04-15 01:00:00.000000');
CREATE TABLE exceptions (
	id INTEGER NOT NULL, 
	obligation INTEGER NOT NULL, 
	until_on DATE, 
	actor TEXT NOT NULL, 
	decided_by TEXT NOT NULL, 
	basis TEXT NOT NULL, 
	paper_owed BOOLEAN NOT NULL, 
	ours BOOLEAN NOT NULL, 
	entry INTEGER NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	withdrawn_at DATETIME, 
	CONSTRAINT pk_exceptions PRIMARY KEY (id), 
	CONSTRAINT fk_exceptions_obligation FOREIGN KEY(obligation) REFERENCES obligations (id), 
	CONSTRAINT uq_exceptions_obligation_entry UNIQUE (obligation, entry)
);
INSERT INTO "exceptions" VALUES(1,3,'2023-07-14','nv2','Chủ tịch','Công văn số 12/UBND-NV',0,0,9,'2023-07-10 02:00:00.000000',NULL);
CREATE TABLE files (
	sha256 VARCHAR(64) NOT NULL, 
	size INTEGER NOT NULL, 
	CONSTRAINT pk_files PRIMARY KEY (sha256), 
	CONSTRAINT ck_files_sha256_length CHECK (length(sha256) = 64)
);
INSERT INTO "files" VALUES('1a86792713bea2daaad981e02a5e49836d5b82b7204ac6658772c3c9854c8757',1200);
INSERT INTO "files" VALUES('17288d3d1728377a6a45abb1d29c4832bb3cc025d523321d117bd4eaa5439dd5',90000);
INSERT INTO "files" VALUES('731ccc7e6db66f6aa35835f7de2a4727b17ced74537723eab101d71aa36c3122',14000);
INSERT INTO "files" VALUES('3279f0c8720fa46da15d08ec0da9bba6369b0c993e5be86922458f2c43c6e6a5',14000);
INSERT INTO "files" VALUES('7666db4dfd85829e86d129c641c548dee91007706665f258fcf782793ab32710',14000);
INSERT INTO "files" VALUES('4eb6ec61e75bda366d26999e00f69affa709d95f29125a411700875ddd078807',14000);
INSERT INTO "files" VALUES('1585355df990d06f65289d334cd50eb357187ffedb18ae4016fcf4c0c8f1dd2d',30000);
INSERT INTO "files" VALUES('03ccef5c619f3201caf58d4a7a741d40bb19edaa50e1346bd7de318576e24177',30000);
INSERT INTO "files" VALUES('f2ce473d32a601e2b2c0b751d450a6d0f4e3bf8c55e65a0814a13586592b8fe1',15000);
INSERT INTO "files" VALUES('863967f39d867d0e45b4375c5712c70a4d37d3d6100cd22d6e535e205b61ab53',15000);
INSERT INTO "files" VALUES('4ab92110cce41128be8ff41b7c60161cb4ac178cbb4537b090858d369768e111',15000);
INSERT INTO "files" VALUES('e48337fc9b4f44c9e75c555ae439591f019d97b0fcf96d0cc6c987a04a201e80',2048);
INSERT INTO "files" VALUES('3d8bbccd1f6b01798989a64df53b2dfcfeb37de669b7a74a7e12800f87107bae',15000);
INSERT INTO "files" VALUES('4f54e9e1a61c1d4cf25619dd194e1c15227662e7d954e76cd6063a5735f79a36',40000);
CREATE TABLE forms (
	id VARCHAR(64) NOT NULL, 
	"plan" VARCHAR(40) NOT NULL, 
	unit VARCHAR(60) NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	version INTEGER NOT NULL, 
	code VARCHAR(120) NOT NULL, 
	promises JSON NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	CONSTRAINT pk_forms PRIMARY KEY (id), 
	CONSTRAINT fk_forms_plan_unit FOREIGN KEY("plan", unit) REFERENCES units ("plan", code), 
	CONSTRAINT fk_forms_plan FOREIGN KEY("plan") REFERENCES plans (id), 
	CONSTRAINT fk_forms_sha256 FOREIGN KEY(sha256) REFERENCES files (sha256), 
	CONSTRAINT uq_forms_plan_code UNIQUE ("plan", code), 
	CONSTRAINT uq_forms_plan_id UNIQUE ("plan", id), 
	CONSTRAINT uq_forms_plan_unit_kind_version UNIQUE ("plan", unit, kind, version), 
	CONSTRAINT ck_forms_submissionkind CHECK (kind IN ('subplan', 'report', 'remedy'))
);
INSERT INTO "forms" VALUES('sa-dec-2023-tckh-subplan','sa-dec-2023','tckh','subplan',1,'PAPI2023-TCKH-KH-v1','{}','731ccc7e6db66f6aa35835f7de2a4727b17ced74537723eab101d71aa36c3122','2023-06-15 01:00:00.000000');
INSERT INTO "forms" VALUES('sa-dec-2023-tckh-report','sa-dec-2023','tckh','report',1,'PAPI2023-TCKH-BC-v1','{"2.3.1": {"measures": "Ni\u00eam y\u1ebft t\u1ea1i tr\u1ee5 s\u1edf v\u00e0 04 \u1ea5p", "unit_target": "04 qu\u00fd", "target_number": 4.0, "measure_unit": "qu\u00fd", "rhythm": "quarterly"}}','3279f0c8720fa46da15d08ec0da9bba6369b0c993e5be86922458f2c43c6e6a5','2023-06-15 01:00:00.000000');
INSERT INTO "forms" VALUES('sa-dec-2023-phuong-2-subplan','sa-dec-2023','phuong-2','subplan',1,'PAPI2023-PHUONG-2-KH-v1','{}','7666db4dfd85829e86d129c641c548dee91007706665f258fcf782793ab32710','2023-06-15 01:00:00.000000');
INSERT INTO "forms" VALUES('sa-dec-2023-phuong-2-report','sa-dec-2023','phuong-2','report',1,'PAPI2023-PHUONG-2-BC-v1','{"2.3.1": {"measures": "Ni\u00eam y\u1ebft t\u1ea1i tr\u1ee5 s\u1edf v\u00e0 04 \u1ea5p", "unit_target": "04 qu\u00fd", "target_number": 4.0, "measure_unit": "qu\u00fd", "rhythm": "quarterly"}}','4eb6ec61e75bda366d26999e00f69affa709d95f29125a411700875ddd078807','2023-06-15 01:00:00.000000');
CREATE TABLE inspections (
	id INTEGER NOT NULL, 
	"plan" VARCHAR(40) NOT NULL, 
	unit VARCHAR(60) NOT NULL, 
	inspected_on DATE NOT NULL, 
	inspector TEXT NOT NULL, 
	findings TEXT NOT NULL, 
	actor TEXT NOT NULL, 
	entry INTEGER NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	withdrawn_at DATETIME, 
	CONSTRAINT pk_inspections PRIMARY KEY (id), 
	CONSTRAINT fk_inspections_plan_unit FOREIGN KEY("plan", unit) REFERENCES units ("plan", code), 
	CONSTRAINT fk_inspections_plan FOREIGN KEY("plan") REFERENCES plans (id)
);
CREATE TABLE issues (
	"plan" VARCHAR(40) NOT NULL, 
	number TEXT NOT NULL, 
	issued_on DATE NOT NULL, 
	signer TEXT NOT NULL, 
	actor TEXT NOT NULL, 
	signed_sha256 VARCHAR(64), 
	recorded_at DATETIME NOT NULL, 
	CONSTRAINT pk_issues PRIMARY KEY ("plan"), 
	CONSTRAINT fk_issues_plan FOREIGN KEY("plan") REFERENCES plans (id), 
	CONSTRAINT fk_issues_signed_sha256 FOREIGN KEY(signed_sha256) REFERENCES files (sha256)
);
INSERT INTO "issues" VALUES('sa-dec-2023','123/KH-UBND','2023-06-15','Nguyễn Văn Hôn','nv1','17288d3d1728377a6a45abb1d29c4832bb3cc025d523321d117bd4eaa5439dd5','2023-06-15 01:00:00.000000');
CREATE TABLE journal (
	"plan" VARCHAR(40) NOT NULL, 
	sequence INTEGER NOT NULL, 
	entry TEXT NOT NULL, 
	previous_hash VARCHAR(64) NOT NULL, 
	hash VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_journal PRIMARY KEY ("plan", sequence), 
	CONSTRAINT ck_journal_sequence CHECK (sequence >= 1), 
	CONSTRAINT fk_journal_plan FOREIGN KEY("plan") REFERENCES plans (id)
);
INSERT INTO "journal" VALUES('sa-dec-2023',1,'{"act":"issue","ids":{"units":2},"plan":"sa-dec-2023","sequence":1,"when":"2023-06-15T08:00:00+07:00","who":"nv1","why":""}','0000000000000000000000000000000000000000000000000000000000000000','585e83f754aec49d49b11dc6e7511998d578ae4c1338d98ebe085c3eae875f07');
INSERT INTO "journal" VALUES('sa-dec-2023',2,'{"act":"deliver","ids":{"delivery":1},"plan":"sa-dec-2023","sequence":2,"when":"2023-06-15T08:05:00+07:00","who":"papiplan","why":""}','585e83f754aec49d49b11dc6e7511998d578ae4c1338d98ebe085c3eae875f07','626b1da3dc01d3e0de4cc52daf66bfbd3ee26f2a3a3740fd2eee20a334c3295d');
INSERT INTO "journal" VALUES('sa-dec-2023',3,'{"act":"receive","ids":{"submissions":[1,2]},"plan":"sa-dec-2023","sequence":3,"when":"2023-06-29T16:50:00+07:00","who":"nv1","why":"văn thư chuyển"}','626b1da3dc01d3e0de4cc52daf66bfbd3ee26f2a3a3740fd2eee20a334c3295d','6ff74797676b3e56ae60dbedb12820099f0ee508cf6710aa2bdc46e9bca47a6b');
INSERT INTO "journal" VALUES('sa-dec-2023',4,'{"act":"accept_form","ids":{"submission":1},"plan":"sa-dec-2023","sequence":4,"when":"2023-06-29T17:00:00+07:00","who":"papiplan","why":""}','6ff74797676b3e56ae60dbedb12820099f0ee508cf6710aa2bdc46e9bca47a6b','9cadef4c95dde60823b698f646485e09063aeb1a35f5db385b42e82d5cda9af0');
INSERT INTO "journal" VALUES('sa-dec-2023',5,'{"act":"receive","ids":{"submissions":[3]},"plan":"sa-dec-2023","sequence":5,"when":"2023-06-30T09:00:00+07:00","who":"nv1","why":"văn thư chuyển"}','9cadef4c95dde60823b698f646485e09063aeb1a35f5db385b42e82d5cda9af0','d7dd3b03342b9b083740ad7de1d1bc95c80a3303be81da8e6d18e3e7e4e8bcec');
INSERT INTO "journal" VALUES('sa-dec-2023',6,'{"act":"return_form","ids":{"submission":3},"plan":"sa-dec-2023","sequence":6,"when":"2023-06-30T10:00:00+07:00","who":"papiplan","why":""}','d7dd3b03342b9b083740ad7de1d1bc95c80a3303be81da8e6d18e3e7e4e8bcec','ae5f31a9fe110f5d698783dbe2f68aeb5e4e800efe5fcb58b860a4d860562367');
INSERT INTO "journal" VALUES('sa-dec-2023',7,'{"act":"receive","ids":{"submissions":[4]},"plan":"sa-dec-2023","sequence":7,"when":"2023-07-03T09:00:00+07:00","who":"nv1","why":"văn thư chuyển"}','ae5f31a9fe110f5d698783dbe2f68aeb5e4e800efe5fcb58b860a4d860562367','796bf245db9bd786b873680ac87d3a9d3585c06a46c4540296f9914b1d85f1fb');
INSERT INTO "journal" VALUES('sa-dec-2023',8,'{"act":"accept_form","ids":{"submission":4},"plan":"sa-dec-2023","sequence":8,"when":"2023-07-03T09:00:00+07:00","who":"papiplan","why":""}','796bf245db9bd786b873680ac87d3a9d3585c06a46c4540296f9914b1d85f1fb','b943d70660f2a0c65a6dfc65e593789aaaa789108371d4825b8f510bbcb098e7');
INSERT INTO "journal" VALUES('sa-dec-2023',9,'{"act":"extend","ids":{"obligation":3},"plan":"sa-dec-2023","sequence":9,"when":"2023-07-10T09:00:00+07:00","who":"nv2","why":""}','b943d70660f2a0c65a6dfc65e593789aaaa789108371d4825b8f510bbcb098e7','f0ac804daeaa97cf93540875b952cd1ed1601035fe5b9514cba10c0b8e449570');
INSERT INTO "journal" VALUES('sa-dec-2023',10,'{"act":"draft_letters","ids":{"day":"2023-07-12","kind":"subplan","obligations":[3]},"plan":"sa-dec-2023","sequence":10,"when":"2023-07-12T09:00:00+07:00","who":"papiplan","why":""}','f0ac804daeaa97cf93540875b952cd1ed1601035fe5b9514cba10c0b8e449570','bddcb885f0bb5fa705f6b52432e3c43fafeeb9bd6278fabdf1f58888b5f24356');
INSERT INTO "journal" VALUES('sa-dec-2023',11,'{"act":"record_document","ids":{"number":"812/UBND-NV"},"plan":"sa-dec-2023","sequence":11,"when":"2023-07-12T09:00:00+07:00","who":"nv1","why":""}','bddcb885f0bb5fa705f6b52432e3c43fafeeb9bd6278fabdf1f58888b5f24356','6fce7fbc9484c345f0da62d755f9105a410aade4644801f5ae536f771d25fc39');
INSERT INTO "journal" VALUES('sa-dec-2023',12,'{"act":"record_publication","ids":{"on":"2024-04-02"},"plan":"sa-dec-2023","sequence":12,"when":"2024-04-02T14:00:00+07:00","who":"nv1","why":""}','6fce7fbc9484c345f0da62d755f9105a410aade4644801f5ae536f771d25fc39','4eeb9213a3d88ccb7a5e291909fd79f46d0b6731f2b6cf649f59fcf05a2d1932');
INSERT INTO "journal" VALUES('sa-dec-2023',13,'{"act":"receive","ids":{"submissions":[5]},"plan":"sa-dec-2023","sequence":13,"when":"2024-04-05T09:00:00+07:00","who":"nv1","why":"văn thư chuyển"}','4eeb9213a3d88ccb7a5e291909fd79f46d0b6731f2b6cf649f59fcf05a2d1932','80a8e9f6ecb082041f097763b4b26f5a2db567f5f1e4c9b7a4d86dc959ad4a25');
INSERT INTO "journal" VALUES('sa-dec-2023',14,'{"act":"accept_form","ids":{"submission":5},"plan":"sa-dec-2023","sequence":14,"when":"2024-04-05T09:00:00+07:00","who":"papiplan","why":""}','80a8e9f6ecb082041f097763b4b26f5a2db567f5f1e4c9b7a4d86dc959ad4a25','4b308195e7747b383875244efb6a5dec2dc9525892bb8bc6d6e7cb5108968922');
INSERT INTO "journal" VALUES('sa-dec-2023',15,'{"act":"consolidate","ids":{"final":true,"revision":1},"plan":"sa-dec-2023","sequence":15,"when":"2024-04-12T08:00:00+07:00","who":"nv1","why":""}','4b308195e7747b383875244efb6a5dec2dc9525892bb8bc6d6e7cb5108968922','e3ac9424a1433272af0c41056df4d90398183e01a83ee0b58e50d244d62ae7ac');
INSERT INTO "journal" VALUES('sa-dec-2023',16,'{"act":"evaluate","ids":{"evaluation":1},"plan":"sa-dec-2023","sequence":16,"when":"2024-04-15T08:00:00+07:00","who":"nv1","why":""}','e3ac9424a1433272af0c41056df4d90398183e01a83ee0b58e50d244d62ae7ac','94b3780382b5e21e0a9f5b5d36ad828b78cfab7d00a3b69784ee0f45e68dc32e');
INSERT INTO "journal" VALUES('sa-dec-2023',17,'{"act":"send_draft_score","ids":{"evaluation":1},"plan":"sa-dec-2023","sequence":17,"when":"2024-04-16T08:00:00+07:00","who":"nv1","why":""}','94b3780382b5e21e0a9f5b5d36ad828b78cfab7d00a3b69784ee0f45e68dc32e','d3860e3878440e344ec7d912787164469d30735e73ecc50cbace08d207b8fff9');
INSERT INTO "journal" VALUES('sa-dec-2023',18,'{"act":"confirm","ids":{"evaluation":1},"plan":"sa-dec-2023","sequence":18,"when":"2024-04-26T09:00:00+07:00","who":"nv1","why":""}','d3860e3878440e344ec7d912787164469d30735e73ecc50cbace08d207b8fff9','ffa4d71ad4361fe577a47feaf3df02d5386b2514ce99f1d5a80f53498b6dd011');
INSERT INTO "journal" VALUES('sa-dec-2023',19,'{"act":"record_award_step","ids":{},"plan":"sa-dec-2023","sequence":19,"when":"2024-05-20T09:00:00+07:00","who":"nv1","why":""}','ffa4d71ad4361fe577a47feaf3df02d5386b2514ce99f1d5a80f53498b6dd011','619511e7d2ac6a3ec685712249d77899feb80950876b69b2e936ac42ee59f982');
CREATE TABLE judgements (
	id INTEGER NOT NULL, 
	"plan" VARCHAR(40) NOT NULL, 
	wording TEXT NOT NULL, 
	met BOOLEAN NOT NULL, 
	reason TEXT NOT NULL, 
	actor TEXT NOT NULL, 
	entry INTEGER NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	withdrawn_at DATETIME, 
	CONSTRAINT pk_judgements PRIMARY KEY (id), 
	CONSTRAINT fk_judgements_plan FOREIGN KEY("plan") REFERENCES plans (id)
);
CREATE TABLE liftings (
	exception INTEGER NOT NULL, 
	actor TEXT NOT NULL, 
	decided_by TEXT NOT NULL, 
	basis TEXT NOT NULL, 
	entry INTEGER NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	CONSTRAINT pk_liftings PRIMARY KEY (exception), 
	CONSTRAINT fk_liftings_exception FOREIGN KEY(exception) REFERENCES exceptions (id)
);
CREATE TABLE linked_indices (
	id INTEGER NOT NULL, 
	"plan" VARCHAR(40) NOT NULL, 
	"index" VARCHAR(20) NOT NULL, 
	year INTEGER NOT NULL, 
	score TEXT NOT NULL, 
	rank TEXT NOT NULL, 
	source TEXT NOT NULL, 
	published_on DATE NOT NULL, 
	reason TEXT NOT NULL, 
	actor TEXT NOT NULL, 
	entry INTEGER NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	withdrawn_at DATETIME, 
	CONSTRAINT pk_linked_indices PRIMARY KEY (id), 
	CONSTRAINT fk_linked_indices_plan FOREIGN KEY("plan") REFERENCES plans (id)
);
CREATE TABLE mails (
	id INTEGER NOT NULL, 
	"plan" VARCHAR(40) NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	message_id TEXT NOT NULL, 
	sender TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	received_at DATETIME NOT NULL, 
	arrival INTEGER, 
	message INTEGER, 
	answer TEXT NOT NULL, 
	doubt TEXT NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	CONSTRAINT pk_mails PRIMARY KEY (id), 
	CONSTRAINT fk_mails_plan_arrival FOREIGN KEY("plan", arrival) REFERENCES arrivals ("plan", id), 
	CONSTRAINT fk_mails_plan_message FOREIGN KEY("plan", message) REFERENCES messages ("plan", id), 
	CONSTRAINT fk_mails_plan FOREIGN KEY("plan") REFERENCES plans (id), 
	CONSTRAINT fk_mails_sha256 FOREIGN KEY(sha256) REFERENCES files (sha256), 
	CONSTRAINT uq_mails_plan_sha256 UNIQUE ("plan", sha256), 
	CONSTRAINT ck_mails_mailkind CHECK (kind IN ('submission', 'hand', 'words', 'bounce', 'automatic'))
);
CREATE TABLE messages (
	id INTEGER NOT NULL, 
	"plan" VARCHAR(40) NOT NULL, 
	addressee VARCHAR(120) NOT NULL, 
	message_id VARCHAR(255) NOT NULL, 
	subject TEXT NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	needs_approval BOOLEAN NOT NULL, 
	approved_by TEXT NOT NULL, 
	approved_at DATETIME, 
	recorded_at DATETIME NOT NULL, 
	CONSTRAINT pk_messages PRIMARY KEY (id), 
	CONSTRAINT ck_messages_approved_by_somebody CHECK ((approved_at is null) = (approved_by = '')), 
	CONSTRAINT fk_messages_plan FOREIGN KEY("plan") REFERENCES plans (id), 
	CONSTRAINT fk_messages_sha256 FOREIGN KEY(sha256) REFERENCES files (sha256), 
	CONSTRAINT uq_messages_message_id UNIQUE (message_id), 
	CONSTRAINT uq_messages_plan_id UNIQUE ("plan", id)
);
INSERT INTO "messages" VALUES(1,'sa-dec-2023','tckh','<sa-dec-2023.1@sadec.example>','Triển khai Kế hoạch số 123/KH-UBND','1585355df990d06f65289d334cd50eb357187ffedb18ae4016fcf4c0c8f1dd2d',0,'',NULL,'2023-06-15 01:05:00.000000');
INSERT INTO "messages" VALUES(2,'sa-dec-2023','phuong-2','<sa-dec-2023.2@sadec.example>','Triển khai Kế hoạch số 123/KH-UBND','03ccef5c619f3201caf58d4a7a741d40bb19edaa50e1346bd7de318576e24177',0,'',NULL,'2023-06-15 01:05:00.000000');
CREATE TABLE "notices" (
	id INTEGER NOT NULL, 
	"plan" VARCHAR(40) NOT NULL, 
	addressee VARCHAR(120) NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	occasion VARCHAR(120) NOT NULL, 
	obligation INTEGER, 
	submission INTEGER, 
	entry INTEGER, 
	not_after DATETIME, 
	message INTEGER, 
	dropped_at DATETIME, 
	recorded_at DATETIME NOT NULL, 
	CONSTRAINT pk_notices PRIMARY KEY (id), 
	CONSTRAINT fk_notices_plan FOREIGN KEY("plan") REFERENCES plans (id), 
	CONSTRAINT fk_notices_plan_message FOREIGN KEY("plan", message) REFERENCES messages ("plan", id), 
	CONSTRAINT ck_notices_told_or_dropped CHECK (message is null or dropped_at is null), 
	CONSTRAINT fk_notices_plan_submission FOREIGN KEY("plan", submission) REFERENCES submissions ("plan", id), 
	CONSTRAINT fk_notices_plan_obligation FOREIGN KEY("plan", obligation) REFERENCES obligations ("plan", id), 
	CONSTRAINT uq_notices_plan_addressee_kind_occasion UNIQUE ("plan", addressee, kind, occasion), 
	CONSTRAINT ck_notices_noticekind CHECK (kind IN ('issue', 'copy', 'receipt', 'returned', 'not_usable', 'sent_back', 'reminder_before', 'reminder_on_day', 'reminder_after', 'reminder_head', 'prepare_report', 'publication', 'due_date_moved', 'extended', 'exempted', 'lifted', 'amended', 'own_form', 'request', 'inspected', 'answer', 'draft_score', 'digest', 'alert', 'preview'))
);
INSERT INTO "notices" VALUES(1,'sa-dec-2023','tckh','issue','2023',1,NULL,NULL,NULL,1,NULL,'2023-06-15 01:00:00.000000');
INSERT INTO "notices" VALUES(2,'sa-dec-2023','phuong-2','issue','2023',3,NULL,NULL,NULL,2,NULL,'2023-06-15 01:00:00.000000');
INSERT INTO "notices" VALUES(3,'sa-dec-2023','tckh','receipt','submission-1',1,1,NULL,NULL,NULL,NULL,'2023-06-29 10:00:00.000000');
INSERT INTO "notices" VALUES(4,'sa-dec-2023','phuong-2','receipt','submission-3',3,3,NULL,NULL,NULL,NULL,'2023-06-30 03:00:00.000000');
INSERT INTO "notices" VALUES(5,'sa-dec-2023','phuong-2','receipt','submission-4',3,4,NULL,NULL,NULL,NULL,'2023-07-03 02:00:00.000000');
INSERT INTO "notices" VALUES(6,'sa-dec-2023','tckh','receipt','submission-5',2,5,NULL,NULL,NULL,NULL,'2024-04-05 02:00:00.000000');
INSERT INTO "notices" VALUES(7,'sa-dec-2023','tckh','draft_score','1:tckh',NULL,NULL,17,NULL,NULL,NULL,'2024-04-16 01:00:00.000000');
CREATE TABLE obligations (
	id INTEGER NOT NULL, 
	"plan" VARCHAR(40) NOT NULL, 
	owed_by VARCHAR(60) NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	occasion VARCHAR(60) NOT NULL, 
	binding VARCHAR(32) NOT NULL, 
	subject TEXT NOT NULL, 
	entry INTEGER, 
	recorded_at DATETIME NOT NULL, 
	withdrawn_at DATETIME, 
	CONSTRAINT pk_obligations PRIMARY KEY (id), 
	CONSTRAINT fk_obligations_plan_owed_by FOREIGN KEY("plan", owed_by) REFERENCES units ("plan", code), 
	CONSTRAINT fk_obligations_plan FOREIGN KEY("plan") REFERENCES plans (id), 
	CONSTRAINT uq_obligations_plan_id UNIQUE ("plan", id), 
	CONSTRAINT uq_obligations_plan_owed_by_kind_occasion UNIQUE ("plan", owed_by, kind, occasion), 
	CONSTRAINT ck_obligations_submissionkind CHECK (kind IN ('subplan', 'report', 'remedy')), 
	CONSTRAINT ck_obligations_binding CHECK (binding IN ('owed', 'own', 'requested'))
);
INSERT INTO "obligations" VALUES(1,'sa-dec-2023','tckh','subplan','2023','owed','',NULL,'2023-06-15 01:00:00.000000',NULL);
INSERT INTO "obligations" VALUES(2,'sa-dec-2023','tckh','report','2023','owed','',NULL,'2023-06-15 01:00:00.000000',NULL);
INSERT INTO "obligations" VALUES(3,'sa-dec-2023','phuong-2','subplan','2023','owed','',NULL,'2023-06-15 01:00:00.000000',NULL);
INSERT INTO "obligations" VALUES(4,'sa-dec-2023','phuong-2','report','2023','owed','',NULL,'2023-06-15 01:00:00.000000',NULL);
CREATE TABLE plan_acts (
	id INTEGER NOT NULL, 
	"plan" VARCHAR(40) NOT NULL, 
	act VARCHAR(16) NOT NULL, 
	actor TEXT NOT NULL, 
	decided_by TEXT NOT NULL, 
	basis TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	recorded_at DATETIME NOT NULL, entry INTEGER, withdrawn_at DATETIME, 
	CONSTRAINT pk_plan_acts PRIMARY KEY (id), 
	CONSTRAINT ck_plan_acts_act CHECK (act in ('confirm', 'close', 'cancel', 'hold', 'release')), 
	CONSTRAINT fk_plan_acts_plan FOREIGN KEY("plan") REFERENCES plans (id)
);
INSERT INTO "plan_acts" VALUES(1,'sa-dec-2023','confirm','nv1','Chủ tịch UBND','văn bản số 456/QĐ-UBND ngày 25/4/2024','','2024-04-26 02:00:00.000000',18,NULL);
CREATE TABLE plans (
	id VARCHAR(40) NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	CONSTRAINT pk_plans PRIMARY KEY (id), 
	CONSTRAINT ck_plans_id_length CHECK (length(id) between 3 and 40)
);
INSERT INTO "plans" VALUES('sa-dec-2023','2023-06-15 01:00:00.000000');
CREATE TABLE publications (
	id INTEGER NOT NULL, 
	"plan" VARCHAR(40) NOT NULL, 
	"index" VARCHAR(20) NOT NULL, 
	year INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	published_on DATE NOT NULL, 
	published_group TEXT NOT NULL, 
	results_sha256 VARCHAR(64) NOT NULL, 
	actor TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	CONSTRAINT pk_publications PRIMARY KEY (id), 
	CONSTRAINT fk_publications_plan FOREIGN KEY("plan") REFERENCES plans (id), 
	CONSTRAINT fk_publications_results_sha256 FOREIGN KEY(results_sha256) REFERENCES files (sha256), 
	CONSTRAINT uq_publications_plan_index_year_version UNIQUE ("plan", "index", year, version)
);
INSERT INTO "publications" VALUES(1,'sa-dec-2023','PAPI',2023,1,'2024-04-02','Trung bình thấp','e48337fc9b4f44c9e75c555ae439591f019d97b0fcf96d0cc6c987a04a201e80','nv1','','2024-04-02 07:00:00.000000');
CREATE TABLE pulses (
	"plan" VARCHAR(40) NOT NULL, 
	part VARCHAR(32) NOT NULL, 
	day DATE NOT NULL, 
	hour INTEGER NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	CONSTRAINT pk_pulses PRIMARY KEY ("plan", part, day, hour), 
	CONSTRAINT fk_pulses_plan FOREIGN KEY("plan") REFERENCES plans (id), 
	CONSTRAINT ck_pulses_lifeline CHECK (part IN ('server', 'mailbox'))
);
CREATE TABLE recorded_documents (
	id INTEGER NOT NULL, 
	"plan" VARCHAR(40) NOT NULL, 
	about_entry INTEGER, 
	about_path TEXT, 
	number TEXT NOT NULL, 
	signed_on DATE NOT NULL, 
	signer TEXT NOT NULL, 
	sha256 VARCHAR(64), 
	actor TEXT NOT NULL, 
	entry INTEGER NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	withdrawn_at DATETIME, 
	CONSTRAINT pk_recorded_documents PRIMARY KEY (id), 
	CONSTRAINT ck_recorded_documents_about_one_thing CHECK ((about_entry is null) <> (about_path is null)), 
	CONSTRAINT fk_recorded_documents_plan FOREIGN KEY("plan") REFERENCES plans (id), 
	CONSTRAINT fk_recorded_documents_sha256 FOREIGN KEY(sha256) REFERENCES files (sha256)
);
INSERT INTO "recorded_documents" VALUES(1,'sa-dec-2023',NULL,'drafts/2023-07-12-subplan/cong-van-don-doc-ubnd.docx','812/UBND-NV','2023-07-12','',NULL,'nv1',11,'2023-07-12 02:00:00.000000',NULL);
CREATE TABLE remedy_closings (
	id INTEGER NOT NULL, 
	"plan" VARCHAR(40) NOT NULL, 
	obligation INTEGER NOT NULL, 
	closed_on DATE NOT NULL, 
	reason TEXT NOT NULL, 
	actor TEXT NOT NULL, 
	entry INTEGER NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	withdrawn_at DATETIME, 
	CONSTRAINT pk_remedy_closings PRIMARY KEY (id), 
	CONSTRAINT fk_remedy_closings_plan_obligation FOREIGN KEY("plan", obligation) REFERENCES obligations ("plan", id), 
	CONSTRAINT fk_remedy_closings_plan FOREIGN KEY("plan") REFERENCES plans (id)
);
CREATE TABLE restorations (
	id INTEGER NOT NULL, 
	"plan" VARCHAR(40) NOT NULL, 
	backed_up_at DATETIME NOT NULL, 
	mailbox_read_at DATETIME, 
	recorded_at DATETIME NOT NULL, 
	CONSTRAINT pk_restorations PRIMARY KEY (id), 
	CONSTRAINT fk_restorations_plan FOREIGN KEY("plan") REFERENCES plans (id), 
	CONSTRAINT uq_restorations_plan_backed_up_at UNIQUE ("plan", backed_up_at)
);
CREATE TABLE reviews (
	id INTEGER NOT NULL, 
	"plan" VARCHAR(40) NOT NULL, 
	submission INTEGER NOT NULL, 
	outcome VARCHAR(32) NOT NULL, 
	"before" VARCHAR(32) NOT NULL, 
	reason TEXT NOT NULL, 
	actor TEXT NOT NULL, 
	entry INTEGER NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	withdrawn_at DATETIME, 
	CONSTRAINT pk_reviews PRIMARY KEY (id), 
	CONSTRAINT ck_reviews_returned_or_waived CHECK ((before in ('accepted', 'accepted_with_waiver') and outcome = 'returned') or (before = 'refused' and outcome = 'accepted_with_waiver')), 
	CONSTRAINT fk_reviews_plan_submission FOREIGN KEY("plan", submission) REFERENCES submissions ("plan", id), 
	CONSTRAINT fk_reviews_plan FOREIGN KEY("plan") REFERENCES plans (id), 
	CONSTRAINT ck_reviews_outcome CHECK (outcome IN ('received', 'accepted', 'accepted_with_waiver', 'refused', 'returned', 'duplicate', 'unassigned', 'set_aside')), 
	CONSTRAINT ck_reviews_before CHECK ("before" IN ('received', 'accepted', 'accepted_with_waiver', 'refused', 'returned', 'duplicate', 'unassigned', 'set_aside'))
);
CREATE TABLE scores (
	publication INTEGER NOT NULL, 
	province VARCHAR(16) NOT NULL, 
	name TEXT NOT NULL, 
	name_en TEXT NOT NULL, 
	d1 FLOAT, 
	d2 FLOAT, 
	d3 FLOAT, 
	d4 FLOAT, 
	d5 FLOAT, 
	d6 FLOAT, 
	d7 FLOAT, 
	d8 FLOAT, 
	total FLOAT, subdimensions JSON, 
	CONSTRAINT pk_scores PRIMARY KEY (publication, province), 
	CONSTRAINT ck_scores_d1_range CHECK (d1 > 0 and d1 <= 10), 
	CONSTRAINT ck_scores_d2_range CHECK (d2 > 0 and d2 <= 10), 
	CONSTRAINT ck_scores_d3_range CHECK (d3 > 0 and d3 <= 10), 
	CONSTRAINT ck_scores_d4_range CHECK (d4 > 0 and d4 <= 10), 
	CONSTRAINT ck_scores_d5_range CHECK (d5 > 0 and d5 <= 10), 
	CONSTRAINT ck_scores_d6_range CHECK (d6 > 0 and d6 <= 10), 
	CONSTRAINT ck_scores_d7_range CHECK (d7 > 0 and d7 <= 10), 
	CONSTRAINT ck_scores_d8_range CHECK (d8 > 0 and d8 <= 10), 
	CONSTRAINT ck_scores_total_range CHECK (total > 0 and total <= 80), 
	CONSTRAINT fk_scores_publication FOREIGN KEY(publication) REFERENCES publications (id)
);
INSERT INTO "scores" VALUES(1,'P56','Đồng Tháp','Dong Thap',4.4,4.7,4.2,6.5,7.2,7.7,3.5,3.2,41.4,'[["SC51", 2.4], ["SC53", 2.3]]');
INSERT INTO "scores" VALUES(1,'P57','An Giang','An Giang',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE snapshot_files (
	"plan" VARCHAR(40) NOT NULL, 
	version INTEGER NOT NULL, 
	path TEXT NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_snapshot_files PRIMARY KEY ("plan", version, path), 
	CONSTRAINT fk_snapshot_files_plan_version FOREIGN KEY("plan", version) REFERENCES snapshots ("plan", version), 
	CONSTRAINT fk_snapshot_files_plan FOREIGN KEY("plan") REFERENCES plans (id), 
	CONSTRAINT fk_snapshot_files_sha256 FOREIGN KEY(sha256) REFERENCES files (sha256)
);
INSERT INTO "snapshot_files" VALUES('sa-dec-2023',1,'plan.yaml','1a86792713bea2daaad981e02a5e49836d5b82b7204ac6658772c3c9854c8757');
CREATE TABLE snapshots (
	"plan" VARCHAR(40) NOT NULL, 
	version INTEGER NOT NULL, 
	definition TEXT NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	CONSTRAINT pk_snapshots PRIMARY KEY ("plan", version), 
	CONSTRAINT fk_snapshots_plan FOREIGN KEY("plan") REFERENCES plans (id)
);
INSERT INTO "snapshots" VALUES('sa-dec-2023',1,'{"actions":[{"code":"2.3.1","dimension":2,"indices":["PAPI"],"lead":"tckh","on_site":["phuong-2"],"output":"Biểu công khai ngân sách, biên bản niêm yết","partners":"UBMTTQ Việt Nam, UBND các xã, phường","subdimension":"2.3","subdimension_name":"Công khai, minh bạch thu, chi ngân sách cấp xã","support":["mttq"],"target":"9/9 xã, phường thực hiện","text":"Công khai dự toán, quyết toán thu, chi ngân sách cấp xã","timing":"Hằng quý và theo kỳ quyết toán"}],"baselines":[],"body":"","calendar_days":[],"caveat":"","consolidate":"manual","coordinator":{"head_lines":["UBND THÀNH PHỐ SA ĐÉC","PHÒNG NỘI VỤ"],"name":"Phòng Nội vụ thành phố Sa Đéc","place":"Sa Đéc","short":"Phòng Nội vụ Thành phố","symbol":"PNV"},"coordinator_unit":"nv","due_time":null,"figures_from":"2023-06-15","figures_to":"2023-12-31","group_boundary":"down","groups":[{"code":"phong","name":"Các phòng, ban"},{"code":"xa_phuong","name":"UBND các xã, phường"}],"id":"sa-dec-2023","index":"PAPI","issuer":{"head_lines":["ỦY BAN NHÂN DÂN","THÀNH PHỐ SA ĐÉC"],"name":"Ủy ban nhân dân thành phố Sa Đéc","place":"Sa Đéc","short":"Ủy ban nhân dân Thành phố","symbol":"UBND"},"late_notice_days":3,"legal_bases":[],"mail_texts":[],"mend_days":2,"on_time_by":"first","operators":[{"code":"nv1","email":"nv1@sadec.example","name":"Nguyễn Thị A","phone":"0277 000 0000","title":"chuyên viên Phòng Nội vụ"},{"code":"nv2","email":"nv2@sadec.example","name":"Trần Văn B","phone":"0277 000 0001","title":"chuyên viên Phòng Nội vụ"}],"paper_templates":[],"parent_plan":"Kế hoạch số 184/KH-UBND ngày 22 tháng 5 năm 2023 của Ủy ban nhân dân tỉnh Đồng Tháp","prepare_on":"2024-03-01","province":"Đồng Tháp","recipients":["Sở Nội vụ tỉnh Đồng Tháp","Lưu: VT"],"reminders":{"after_days":[1],"before_days":[5,1],"head_after_days":[2],"on_day":true,"urge_after_days":[3,8]},"report_rule":{"counting":"calendar","days":5,"shift":true},"report_signer":{"authority_lines":["TRƯỞNG PHÒNG"],"name":""},"scoring":{"classes":[[90.0,"Xuất sắc"],[80.0,"Tốt"],[65.0,"Khá"],[50.0,"Trung bình"],[0.0,"Yếu"]],"commend_least_actions":3,"commend_least_score":90.0,"commend_share":0.2,"done_without_evidence":0.5,"explain_after_urgings":2,"explain_below":50.0,"in_progress_most":0.99,"in_progress_without_number":0.5,"late_beyond":0.2,"lateness":[[0,1.0],[2,0.8],[5,0.6],[10,0.4]],"learn_below":65.0,"output":40.0,"remedies":10.0,"remedy_late":0.5,"report_complete_rows":8.0,"report_complete_signed":4.0,"report_timely":15.0,"signed_grace_days":2,"subplan_complete_rows":5.0,"subplan_complete_signed":3.0,"subplan_timely":15.0},"short":"Kế hoạch PAPI năm 2023","signer":{"authority_lines":["TM. ỦY BAN NHÂN DÂN","CHỦ TỊCH"],"name":"Nguyễn Văn Hôn"},"subject":"cải thiện kết quả Chỉ số PAPI tỉnh Đồng Tháp năm 2023 trên địa bàn thành phố Sa Đéc","subplan_rule":{"counting":"calendar","days":15,"shift":true},"superior":"","targets":[{"delta":null,"figure":"total","group":"Trung bình cao","judgement":null,"operator":"reach_group","places":null,"points":null,"reference_year":null,"wording":"thuộc nhóm trung bình cao"},{"delta":null,"figure":"D2","group":"","judgement":null,"operator":"keep_or_raise","places":null,"points":null,"reference_year":2022,"wording":"duy trì hoặc tăng điểm so với năm 2022"}],"tell_recipients":false,"title":"Cải thiện kết quả Chỉ số Hiệu quả quản trị và hành chính công (PAPI) năm 2023","units":[{"addresses":["nv@sadec.example"],"aliases":[],"code":"nv","contact_name":"","contact_phone":"","duty":"none","group":"phong","gso_code":"","head_name":"","head_title":"Trưởng Phòng Nội vụ","kind":"department","name":"Phòng Nội vụ","short":"Phòng Nội vụ","successor":"","valid_from":null,"valid_to":null},{"addresses":["tckh@sadec.example"],"aliases":[],"code":"tckh","contact_name":"","contact_phone":"","duty":"obliged","group":"phong","gso_code":"","head_name":"","head_title":"Trưởng Phòng Tài chính - Kế hoạch","kind":"department","name":"Phòng Tài chính - Kế hoạch","short":"Phòng Tài chính - Kế hoạch","successor":"","valid_from":null,"valid_to":null},{"addresses":["phuong-2@sadec.example"],"aliases":[],"code":"phuong-2","contact_name":"","contact_phone":"","duty":"obliged","group":"xa_phuong","gso_code":"","head_name":"","head_title":"Chủ tịch Ủy ban nhân dân Phuong 2","kind":"commune","name":"Ủy ban nhân dân Phuong 2","short":"UBND Phuong 2","successor":"","valid_from":null,"valid_to":null},{"addresses":["mttq@sadec.example"],"aliases":[],"code":"mttq","contact_name":"","contact_phone":"","duty":"invited","group":"doan_the","gso_code":"","head_name":"","head_title":"Chủ tịch Ủy ban nhân dân Mttq","kind":"organisation","name":"Ủy ban Mặt trận Tổ quốc Việt Nam Thành phố","short":"UBND Mttq","successor":"","valid_from":null,"valid_to":null}],"year":2023}','2023-06-15 01:00:00.000000');
CREATE TABLE submission_rows (
	submission INTEGER NOT NULL, 
	sheet VARCHAR(40) NOT NULL, 
	"row" INTEGER NOT NULL, 
	action VARCHAR(60) NOT NULL, 
	"values" JSON NOT NULL, 
	cells JSON NOT NULL, 
	CONSTRAINT pk_submission_rows PRIMARY KEY (submission, sheet, "row"), 
	CONSTRAINT fk_submission_rows_submission FOREIGN KEY(submission) REFERENCES submissions (id)
);
INSERT INTO "submission_rows" VALUES(1,'Kế hoạch',9,'2.3.1','{"measures": "Ni\u00eam y\u1ebft c\u00f4ng khai", "target_number": 4}','{"target_number": "K9"}');
INSERT INTO "submission_rows" VALUES(3,'Kế hoạch',9,'2.3.1','{"measures": "Ni\u00eam y\u1ebft c\u00f4ng khai", "target_number": 4}','{"target_number": "K9"}');
INSERT INTO "submission_rows" VALUES(4,'Kế hoạch',9,'2.3.1','{"measures": "Ni\u00eam y\u1ebft c\u00f4ng khai", "target_number": 4}','{"target_number": "K9"}');
INSERT INTO "submission_rows" VALUES(5,'Kế hoạch',9,'2.3.1','{"measures": "Ni\u00eam y\u1ebft c\u00f4ng khai", "target_number": 4}','{"target_number": "K9"}');
CREATE TABLE submissions (
	id INTEGER NOT NULL, 
	"plan" VARCHAR(40) NOT NULL, 
	arrival INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	obligation INTEGER, 
	part VARCHAR(32) NOT NULL, 
	version INTEGER, 
	form VARCHAR(64), 
	sha256 VARCHAR(64), 
	file_name TEXT NOT NULL, 
	received_at DATETIME NOT NULL, 
	outcome VARCHAR(32) NOT NULL, 
	checked_at DATETIME, 
	problems JSON NOT NULL, 
	warnings JSON NOT NULL, 
	valid_rows INTEGER NOT NULL, 
	expected_rows INTEGER NOT NULL, 
	doc_symbol TEXT NOT NULL, 
	doc_date DATE, 
	signer TEXT NOT NULL, 
	registry_no TEXT NOT NULL, 
	suggested_unit VARCHAR(60), 
	typed_from TEXT NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	CONSTRAINT pk_submissions PRIMARY KEY (id), 
	CONSTRAINT ck_submissions_decided_at_an_instant CHECK ((checked_at is null) = (outcome = 'received')), 
	CONSTRAINT ck_submissions_unassigned_has_no_obligation CHECK ((obligation is null) = (outcome in ('unassigned', 'set_aside'))), 
	CONSTRAINT ck_submissions_version_counts_new_ones CHECK ((version is null) = (outcome in ('unassigned', 'set_aside', 'duplicate'))), 
	CONSTRAINT ck_submissions_a_form_is_a_file CHECK (part = 'signed' or sha256 is not null), 
	CONSTRAINT fk_submissions_plan_arrival FOREIGN KEY("plan", arrival) REFERENCES arrivals ("plan", id), 
	CONSTRAINT fk_submissions_plan_form FOREIGN KEY("plan", form) REFERENCES forms ("plan", id), 
	CONSTRAINT fk_submissions_plan_obligation FOREIGN KEY("plan", obligation) REFERENCES obligations ("plan", id), 
	CONSTRAINT fk_submissions_plan_suggested_unit FOREIGN KEY("plan", suggested_unit) REFERENCES units ("plan", code), 
	CONSTRAINT fk_submissions_plan FOREIGN KEY("plan") REFERENCES plans (id), 
	CONSTRAINT fk_submissions_sha256 FOREIGN KEY(sha256) REFERENCES files (sha256), 
	CONSTRAINT uq_submissions_arrival_position UNIQUE (arrival, position), 
	CONSTRAINT uq_submissions_obligation_part_version UNIQUE (obligation, part, version), 
	CONSTRAINT uq_submissions_plan_id_outcome UNIQUE ("plan", id, outcome), 
	CONSTRAINT uq_submissions_plan_id UNIQUE ("plan", id), 
	CONSTRAINT ck_submissions_part CHECK (part IN ('signed', 'form', 'evidence', 'other')), 
	CONSTRAINT ck_submissions_outcome CHECK (outcome IN ('received', 'accepted', 'accepted_with_waiver', 'refused', 'returned', 'duplicate', 'unassigned', 'set_aside'))
);
INSERT INTO "submissions" VALUES(1,'sa-dec-2023',1,1,1,'form',1,'sa-dec-2023-tckh-subplan','f2ce473d32a601e2b2c0b751d450a6d0f4e3bf8c55e65a0814a13586592b8fe1','tckh.xlsx','2023-06-29 09:50:00.000000','accepted','2023-06-29 10:00:00.000000','[]','[]',1,1,'',NULL,'','',NULL,'','2023-06-29 09:50:00.000000');
INSERT INTO "submissions" VALUES(2,'sa-dec-2023',1,2,1,'signed',1,NULL,NULL,'','2023-06-29 09:50:00.000000','accepted','2023-06-29 09:50:00.000000','[]','[]',0,0,'57/KH-TCKH','2023-06-28','Trần Thị Bình','',NULL,'','2023-06-29 09:50:00.000000');
INSERT INTO "submissions" VALUES(3,'sa-dec-2023',2,1,3,'form',1,'sa-dec-2023-phuong-2-subplan','863967f39d867d0e45b4375c5712c70a4d37d3d6100cd22d6e535e205b61ab53','phuong-2.xlsx','2023-06-30 02:00:00.000000','refused','2023-06-30 03:00:00.000000','[{"where": "Trang \"K\u1ebf ho\u1ea1ch\", \u00f4 K9", "what": "ghi \"b\u1ed1n qu\u00fd\", kh\u00f4ng ph\u1ea3i l\u00e0 s\u1ed1", "how_to_fix": "Ghi m\u1ed9t s\u1ed1, v\u00ed d\u1ee5: 4."}]','[]',1,1,'',NULL,'','',NULL,'','2023-06-30 02:00:00.000000');
INSERT INTO "submissions" VALUES(4,'sa-dec-2023',3,1,3,'form',2,'sa-dec-2023-phuong-2-subplan','4ab92110cce41128be8ff41b7c60161cb4ac178cbb4537b090858d369768e111','phuong-2.xlsx','2023-07-03 02:00:00.000000','accepted','2023-07-03 02:00:00.000000','[]','[]',1,1,'',NULL,'','',NULL,'','2023-07-03 02:00:00.000000');
INSERT INTO "submissions" VALUES(5,'sa-dec-2023',4,1,2,'form',1,'sa-dec-2023-tckh-report','3d8bbccd1f6b01798989a64df53b2dfcfeb37de669b7a74a7e12800f87107bae','tckh.xlsx','2024-04-05 02:00:00.000000','accepted','2024-04-05 02:00:00.000000','[]','[]',1,1,'',NULL,'','',NULL,'','2024-04-05 02:00:00.000000');
CREATE TABLE supervisions (
	id INTEGER NOT NULL, 
	"plan" VARCHAR(40) NOT NULL, 
	organisation VARCHAR(60) NOT NULL, 
	supervised_on DATE NOT NULL, 
	content TEXT NOT NULL, 
	actor TEXT NOT NULL, 
	entry INTEGER NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	withdrawn_at DATETIME, 
	CONSTRAINT pk_supervisions PRIMARY KEY (id), 
	CONSTRAINT fk_supervisions_plan_organisation FOREIGN KEY("plan", organisation) REFERENCES units ("plan", code), 
	CONSTRAINT fk_supervisions_plan FOREIGN KEY("plan") REFERENCES plans (id)
);
CREATE TABLE units (
	"plan" VARCHAR(40) NOT NULL, 
	code VARCHAR(60) NOT NULL, 
	name TEXT NOT NULL, 
	CONSTRAINT pk_units PRIMARY KEY ("plan", code), 
	CONSTRAINT fk_units_plan FOREIGN KEY("plan") REFERENCES plans (id)
);
INSERT INTO "units" VALUES('sa-dec-2023','nv','Phòng Nội vụ');
INSERT INTO "units" VALUES('sa-dec-2023','tckh','Phòng Tài chính - Kế hoạch');
INSERT INTO "units" VALUES('sa-dec-2023','phuong-2','Ủy ban nhân dân Phuong 2');
INSERT INTO "units" VALUES('sa-dec-2023','mttq','Ủy ban Mặt trận Tổ quốc Việt Nam Thành phố');
CREATE TABLE urged_duties (
	"plan" VARCHAR(40) NOT NULL, 
	folder TEXT NOT NULL, 
	obligation INTEGER NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	CONSTRAINT pk_urged_duties PRIMARY KEY ("plan", folder, obligation), 
	CONSTRAINT fk_urged_duties_plan_obligation FOREIGN KEY("plan", obligation) REFERENCES obligations ("plan", id), 
	CONSTRAINT fk_urged_duties_plan FOREIGN KEY("plan") REFERENCES plans (id)
);
INSERT INTO "urged_duties" VALUES('sa-dec-2023','drafts/2023-07-12-subplan',3,'2023-07-12 02:00:00.000000');
CREATE TABLE watched_files (
	id INTEGER NOT NULL, 
	"plan" VARCHAR(40) NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	name TEXT NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	CONSTRAINT pk_watched_files PRIMARY KEY (id), 
	CONSTRAINT fk_watched_files_plan FOREIGN KEY("plan") REFERENCES plans (id), 
	CONSTRAINT fk_watched_files_sha256 FOREIGN KEY(sha256) REFERENCES files (sha256), 
	CONSTRAINT uq_watched_files_plan_sha256 UNIQUE ("plan", sha256)
);
CREATE INDEX ix_arrivals_entry ON arrivals (entry, "plan");
CREATE UNIQUE INDEX ix_arrivals_plan ON arrivals ("plan", channel, channel_key) WHERE withdrawn_at is null;
CREATE INDEX ix_plan_acts_plan ON plan_acts ("plan");
CREATE INDEX ix_recorded_documents_plan ON recorded_documents ("plan");
CREATE INDEX ix_calls_plan ON calls ("plan");
CREATE INDEX ix_deliveries_attempted_at ON deliveries (attempted_at);
CREATE INDEX ix_evaluations_plan ON evaluations ("plan");
CREATE INDEX ix_inspections_plan ON inspections ("plan");
CREATE INDEX ix_supervisions_plan ON supervisions ("plan");
CREATE INDEX ix_exceptions_obligation ON exceptions (obligation);
CREATE UNIQUE INDEX ix_remedy_closings_obligation ON remedy_closings (obligation) WHERE withdrawn_at is null;
CREATE INDEX ix_remedy_closings_plan ON remedy_closings ("plan");
CREATE INDEX ix_consolidated_reports_plan ON consolidated_reports ("plan", submission, outcome);
CREATE UNIQUE INDEX ix_difficulties_plan ON difficulties ("plan", digest) WHERE withdrawn_at is null;
CREATE INDEX ix_reviews_plan ON reviews ("plan", submission);
CREATE UNIQUE INDEX ix_difficulty_answers_difficulty ON difficulty_answers (difficulty) WHERE withdrawn_at is null;
CREATE INDEX ix_difficulty_answers_plan ON difficulty_answers ("plan");
CREATE INDEX ix_judgements_plan ON judgements ("plan");
CREATE INDEX ix_linked_indices_plan ON linked_indices ("plan");
CREATE INDEX ix_notices_plan ON notices ("plan", entry);
CREATE UNIQUE INDEX ix_confirmations_plan ON confirmations ("plan") WHERE withdrawn_at is null;
CREATE INDEX ix_award_steps_plan ON award_steps ("plan");
CREATE UNIQUE INDEX ix_award_steps_confirmation ON award_steps (confirmation, subject, step) WHERE withdrawn_at is null;
COMMIT;
