BEGIN TRANSACTION;
CREATE TABLE action (
	id INTEGER NOT NULL, 
	plan_id INTEGER NOT NULL, 
	section_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	ref VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	label VARCHAR, 
	title VARCHAR NOT NULL, 
	objective VARCHAR, 
	status VARCHAR NOT NULL, 
	continuing BOOLEAN NOT NULL, 
	reason VARCHAR, 
	replaced_by_id INTEGER, 
	need_help VARCHAR, 
	slips INTEGER NOT NULL, 
	indicators JSON NOT NULL, 
	published_status VARCHAR, 
	published_due VARCHAR, 
	published_owners VARCHAR, 
	published_indicators VARCHAR, 
	monitored_by VARCHAR, 
	questions JSON NOT NULL, 
	duplicate_of_id INTEGER, 
	published JSON NOT NULL, 
	published_posts JSON NOT NULL, 
	open_due DATE, 
	asked_at DATETIME, 
	removed_at DATETIME, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_action PRIMARY KEY (id), 
	CONSTRAINT ck_action_open_due CHECK (open_due IS NULL OR status <> 'cancelled' AND (status <> 'done' OR continuing)), 
	CONSTRAINT ck_action_replaced_is_cancelled CHECK (replaced_by_id IS NULL OR status = 'cancelled'), 
	CONSTRAINT ck_action_cancelled_needs_reason CHECK (status <> 'cancelled' OR reason IS NOT NULL), 
	CONSTRAINT ck_action_continuing_is_done CHECK (status = 'done' OR NOT continuing), 
	CONSTRAINT ck_action_status CHECK (status IN ('no update', 'not started', 'in progress', 'delayed', 'done', 'cancelled')), 
	CONSTRAINT ck_action_not_itself CHECK (replaced_by_id <> id AND duplicate_of_id <> id), 
	CONSTRAINT ck_action_counts CHECK (slips >= 0 AND version >= 1), 
	CONSTRAINT fk_action_duplicate_of_id FOREIGN KEY(duplicate_of_id) REFERENCES action (id), 
	CONSTRAINT fk_action_plan_id FOREIGN KEY(plan_id) REFERENCES "plan" (id), 
	CONSTRAINT fk_action_replaced_by_id FOREIGN KEY(replaced_by_id) REFERENCES action (id), 
	CONSTRAINT fk_action_section_id FOREIGN KEY(section_id) REFERENCES section (id), 
	CONSTRAINT uq_action_plan_id_key UNIQUE (plan_id, "key")
);
INSERT INTO "action" VALUES(1,1,1,0,'1.3','1.3',NULL,'More interview panels with BAME members',NULL,'in progress',0,NULL,NULL,NULL,0,'["1", "9"]',NULL,NULL,NULL,NULL,NULL,'[]',NULL,'{}','[]','2021-04-30',NULL,NULL,4);
INSERT INTO "action" VALUES(2,1,1,1,'1.5','1.5',NULL,'EDI content in managers'' courses',NULL,'no update',0,NULL,NULL,NULL,0,'["1", "9"]',NULL,NULL,NULL,NULL,NULL,'[]',NULL,'{}','[]','2020-12-31',NULL,NULL,1);
INSERT INTO "action" VALUES(3,1,1,2,'1.6','1.6',NULL,'Seats for network chairs',NULL,'no update',0,NULL,NULL,NULL,0,'["1", "9"]',NULL,NULL,NULL,NULL,NULL,'[]',NULL,'{}','[]','2021-01-31',NULL,NULL,3);
INSERT INTO "action" VALUES(4,1,1,3,'1.7','1.7',NULL,'A trained pool of BAME panel members',NULL,'delayed',0,NULL,NULL,'no trainer',0,'["1", "9"]',NULL,NULL,NULL,NULL,NULL,'[]',NULL,'{}','[]','2021-04-30',NULL,NULL,5);
INSERT INTO "action" VALUES(5,1,2,4,'2.1','2.1',NULL,'Report who gets training',NULL,'no update',0,NULL,NULL,NULL,1,'["1", "9"]',NULL,NULL,NULL,NULL,NULL,'[]',NULL,'{}','[]','2021-04-30','2021-06-30 08:30:00.000000',NULL,3);
INSERT INTO "action" VALUES(6,1,2,5,'2.3','2.3',NULL,'Cultural Ambassadors',NULL,'in progress',0,NULL,NULL,'no room',0,'["1", "9"]',NULL,NULL,NULL,NULL,NULL,'[]',NULL,'{}','[]','2021-05-31','2020-12-01 10:45:00.000000',NULL,8);
INSERT INTO "action" VALUES(7,1,2,6,'2.5','2.5',NULL,'Diversity in the talent strategy',NULL,'done',0,NULL,NULL,NULL,0,'["1", "9"]',NULL,NULL,NULL,NULL,NULL,'[]',NULL,'{}','[]',NULL,NULL,NULL,2);
INSERT INTO "action" VALUES(8,2,3,0,'2.3','2.3',NULL,'Kingston''s own action',NULL,'in progress',0,NULL,NULL,NULL,0,'["1", "9"]',NULL,NULL,NULL,NULL,NULL,'[]',NULL,'{}','[]','2021-04-30','2021-06-30 08:30:00.000000',NULL,2);
INSERT INTO "action" VALUES(9,2,4,1,'9.1','9.1',NULL,'Only in Kingston',NULL,'no update',0,NULL,NULL,NULL,0,'["1", "9"]',NULL,NULL,NULL,NULL,NULL,'[]',NULL,'{}','[]','2021-04-30','2021-06-30 08:30:00.000000',NULL,3);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0003');
CREATE TABLE conversation (
	id INTEGER NOT NULL, 
	platform VARCHAR NOT NULL, 
	workspace VARCHAR NOT NULL, 
	external VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	team VARCHAR, 
	person VARCHAR, 
	private BOOLEAN NOT NULL, 
	shared BOOLEAN NOT NULL, 
	member BOOLEAN NOT NULL, 
	locator JSON NOT NULL, 
	seen_at DATETIME NOT NULL, 
	CONSTRAINT pk_conversation PRIMARY KEY (id), 
	CONSTRAINT ck_conversation_kind CHECK (kind IN ('channel', 'group', 'direct')), 
	CONSTRAINT uq_conversation_platform_external UNIQUE (platform, external)
);
INSERT INTO "conversation" VALUES(1,'teams','tenant','a:1','direct','',NULL,'T1',0,0,1,'{"serviceUrl": "https://nowhere"}','2021-07-05 10:26:00.000000');
CREATE TABLE dependency (
	id INTEGER NOT NULL, 
	action_id INTEGER NOT NULL, 
	needs_id INTEGER NOT NULL, 
	CONSTRAINT pk_dependency PRIMARY KEY (id), 
	CONSTRAINT ck_dependency_not_itself CHECK (action_id <> needs_id), 
	CONSTRAINT fk_dependency_action_id FOREIGN KEY(action_id) REFERENCES action (id), 
	CONSTRAINT fk_dependency_needs_id FOREIGN KEY(needs_id) REFERENCES action (id), 
	CONSTRAINT uq_dependency_action_id_needs_id UNIQUE (action_id, needs_id)
);
CREATE TABLE event (
	id INTEGER NOT NULL, 
	trust_id INTEGER NOT NULL, 
	plan_id INTEGER, 
	action_id INTEGER, 
	milestone_id INTEGER, 
	batch VARCHAR NOT NULL, 
	field VARCHAR NOT NULL, 
	old TEXT, 
	new TEXT, 
	words TEXT, 
	detail JSON, 
	who_id INTEGER, 
	platform VARCHAR, 
	place VARCHAR, 
	at DATETIME NOT NULL, 
	undoes VARCHAR, 
	CONSTRAINT pk_event PRIMARY KEY (id), 
	CONSTRAINT ck_event_field CHECK (field IN ('status', 'note', 'need help', 'due', 'owner', 'not mine', 'met', 'progress', 'evidence', 'snooze', 'imported', 'removed', 'plan', 'post', 'person', 'place', 'digest', 'rehearsal', 'preference')), 
	CONSTRAINT ck_event_action_has_plan CHECK (action_id IS NULL OR plan_id IS NOT NULL), 
	CONSTRAINT fk_event_action_id FOREIGN KEY(action_id) REFERENCES action (id), 
	CONSTRAINT fk_event_milestone_id FOREIGN KEY(milestone_id) REFERENCES milestone (id), 
	CONSTRAINT fk_event_plan_id FOREIGN KEY(plan_id) REFERENCES "plan" (id), 
	CONSTRAINT fk_event_trust_id FOREIGN KEY(trust_id) REFERENCES trust (id), 
	CONSTRAINT fk_event_who_id FOREIGN KEY(who_id) REFERENCES person (id)
);
INSERT INTO "event" VALUES(1,1,1,1,NULL,'c9f478eaa97249d59894b42cb43a9321','imported',NULL,'no update',NULL,NULL,NULL,NULL,NULL,'2020-04-01 00:00:00.000000',NULL);
INSERT INTO "event" VALUES(2,1,1,2,NULL,'97edfc33f55544448ac0d4f42939a155','imported',NULL,'no update',NULL,NULL,NULL,NULL,NULL,'2020-04-01 00:00:00.000000',NULL);
INSERT INTO "event" VALUES(3,1,1,3,NULL,'5a669309372b4f6f96161bf519f071fd','imported',NULL,'no update',NULL,NULL,NULL,NULL,NULL,'2020-04-01 00:00:00.000000',NULL);
INSERT INTO "event" VALUES(4,1,1,4,NULL,'c94a9a6d762a4c7f8c96198cf25ef61d','imported',NULL,'no update',NULL,NULL,NULL,NULL,NULL,'2020-04-01 00:00:00.000000',NULL);
INSERT INTO "event" VALUES(5,1,1,5,NULL,'eae5b0fe48aa45cdab043d66ce8e2e5c','imported',NULL,'no update',NULL,NULL,NULL,NULL,NULL,'2020-04-01 00:00:00.000000',NULL);
INSERT INTO "event" VALUES(6,1,1,6,NULL,'d04d00bbe722459ea65a6b1143659519','imported',NULL,'no update',NULL,NULL,NULL,NULL,NULL,'2020-04-01 00:00:00.000000',NULL);
INSERT INTO "event" VALUES(7,1,1,7,NULL,'2e2614f35bcd4ac6a845d2b728608078','imported',NULL,'no update',NULL,NULL,NULL,NULL,NULL,'2020-04-01 00:00:00.000000',NULL);
INSERT INTO "event" VALUES(8,2,2,8,NULL,'d6044d48ea6e4e279640cbcc5eb88368','imported',NULL,'no update',NULL,NULL,NULL,NULL,NULL,'2020-04-01 00:00:00.000000',NULL);
INSERT INTO "event" VALUES(9,2,2,9,NULL,'8ca44fa43ab34b6ea2fa6d719598963b','imported',NULL,'no update',NULL,NULL,NULL,NULL,NULL,'2020-04-01 00:00:00.000000',NULL);
INSERT INTO "event" VALUES(10,1,NULL,NULL,NULL,'51bbb8b7c3cf40248ce309cbe5e0865c','imported',NULL,'7 indicator values',NULL,NULL,NULL,NULL,NULL,'2020-12-01 10:00:00.000000',NULL);
INSERT INTO "event" VALUES(11,1,NULL,NULL,NULL,'9379420915c8456f9e905a7b25ea2aa5','imported',NULL,'77 indicator values computed',NULL,NULL,NULL,NULL,NULL,'2020-12-01 10:00:00.000000',NULL);
INSERT INTO "event" VALUES(12,2,NULL,NULL,NULL,'c77c3cefd02f44978c1de01d2054090d','imported',NULL,'7 indicator values',NULL,NULL,NULL,NULL,NULL,'2020-12-01 10:00:00.000000',NULL);
INSERT INTO "event" VALUES(13,2,NULL,NULL,NULL,'ceab26c23e42460d98f6f4c37c1f3424','imported',NULL,'77 indicator values computed',NULL,NULL,NULL,NULL,NULL,'2020-12-01 10:00:00.000000',NULL);
INSERT INTO "event" VALUES(14,1,NULL,NULL,NULL,'local:demo:m1','place',NULL,'network','network',NULL,1,'local','network','2020-12-01 10:00:00.000000',NULL);
INSERT INTO "event" VALUES(15,1,NULL,NULL,NULL,'local:demo:m2','place',NULL,'steering','steering',NULL,1,'local','steering','2020-12-01 10:00:00.000000',NULL);
INSERT INTO "event" VALUES(16,1,NULL,NULL,NULL,'local:demo:m3','place',NULL,'leads','leads',NULL,1,'local','leads','2020-12-01 10:00:00.000000',NULL);
INSERT INTO "event" VALUES(17,2,NULL,NULL,NULL,'local:demo:m5','place',NULL,'network','kingston-network',NULL,8,'local','kingston-network','2020-12-01 10:07:00.000000',NULL);
INSERT INTO "event" VALUES(18,2,NULL,NULL,NULL,'local:demo:m6','rehearsal','off','on',NULL,NULL,8,'local','D-edi.partner@shared.example','2020-12-01 10:45:00.000000',NULL);
INSERT INTO "event" VALUES(19,1,NULL,NULL,NULL,'local:demo:m7','person',NULL,'yes',NULL,NULL,2,'local','D-head.of.resourcing@esneft.example','2021-01-11 11:00:00.000000',NULL);
INSERT INTO "event" VALUES(20,1,1,1,NULL,'local:demo:m8','status','no update','in progress','eight people trained',NULL,2,'local','D-head.of.resourcing@esneft.example','2021-01-11 11:07:00.000000',NULL);
INSERT INTO "event" VALUES(21,1,1,1,NULL,'local:demo:m9','status','in progress','no update',NULL,NULL,2,'local','D-head.of.resourcing@esneft.example','2021-01-11 11:14:00.000000','local:demo:m8');
INSERT INTO "event" VALUES(22,1,1,4,NULL,'local:demo:m10','status','no update','delayed','no room',NULL,2,'local','D-head.of.resourcing@esneft.example','2021-01-11 11:21:00.000000',NULL);
INSERT INTO "event" VALUES(23,1,1,4,NULL,'local:demo:m11','need help',NULL,'no trainer','no trainer',NULL,2,'local','D-head.of.resourcing@esneft.example','2021-01-11 11:28:00.000000',NULL);
INSERT INTO "event" VALUES(24,1,1,1,NULL,'local:demo:m12','snooze',NULL,'2021-01-18',NULL,NULL,2,'local','D-head.of.resourcing@esneft.example','2021-01-11 11:35:00.000000',NULL);
INSERT INTO "event" VALUES(25,1,NULL,NULL,NULL,'local:demo:m13','preference','on','off','reminders',NULL,2,'local','D-head.of.resourcing@esneft.example','2021-01-11 11:42:00.000000',NULL);
INSERT INTO "event" VALUES(26,1,NULL,NULL,NULL,'local:demo:m14','preference','off','on','reminders',NULL,2,'local','D-head.of.resourcing@esneft.example','2021-01-11 11:49:00.000000',NULL);
INSERT INTO "event" VALUES(27,1,1,6,NULL,'local:demo:m15','not mine',NULL,NULL,'Head of EDI',NULL,3,'local','D-head.of.employee.relations@esneft.example','2021-01-11 11:56:00.000000',NULL);
INSERT INTO "event" VALUES(28,1,1,6,NULL,'local:demo:m16','status','no update','in progress',NULL,NULL,3,'local','D-head.of.employee.relations@esneft.example','2021-01-11 12:03:00.000000',NULL);
INSERT INTO "event" VALUES(29,1,1,6,6,'local:demo:m16','met',NULL,'2021-01-11',NULL,NULL,3,'local','D-head.of.employee.relations@esneft.example','2021-01-11 12:03:00.000000',NULL);
INSERT INTO "event" VALUES(30,1,1,6,NULL,'local:demo:m17','note',NULL,NULL,'panel chair found',NULL,3,'local','D-head.of.employee.relations@esneft.example','2021-01-11 12:10:00.000000',NULL);
INSERT INTO "event" VALUES(31,1,1,6,NULL,'local:demo:m18','note',NULL,NULL,NULL,NULL,3,'local','D-head.of.employee.relations@esneft.example','2021-01-11 12:17:00.000000','local:demo:m17');
INSERT INTO "event" VALUES(32,1,NULL,NULL,NULL,'local:demo:m19','person',NULL,'covering','Head of Employee Relations',NULL,3,'local','D-head.of.employee.relations@esneft.example','2021-01-11 12:24:00.000000',NULL);
INSERT INTO "event" VALUES(33,1,1,3,NULL,'local:demo:m20','status','no update','done',NULL,NULL,4,'local','D-governance@esneft.example','2021-01-11 12:31:00.000000',NULL);
INSERT INTO "event" VALUES(34,1,1,3,3,'local:demo:m20','met',NULL,'2021-01-11',NULL,NULL,4,'local','D-governance@esneft.example','2021-01-11 12:31:00.000000',NULL);
INSERT INTO "event" VALUES(35,1,1,3,3,'local:demo:m21','met','2021-01-11',NULL,NULL,NULL,4,'local','D-governance@esneft.example','2021-01-11 12:38:00.000000','local:demo:m20');
INSERT INTO "event" VALUES(36,1,1,3,NULL,'local:demo:m21','status','done','no update',NULL,NULL,4,'local','D-governance@esneft.example','2021-01-11 12:38:00.000000','local:demo:m20');
INSERT INTO "event" VALUES(37,1,NULL,NULL,NULL,'local:demo:m23','person',NULL,'not me','Director of Governance',NULL,4,'local','D-governance@esneft.example','2021-01-11 12:52:00.000000',NULL);
INSERT INTO "event" VALUES(38,1,1,7,NULL,'local:demo:m30','status','no update','done',NULL,NULL,1,'local','D-head.of.edi@esneft.example','2021-01-11 13:41:00.000000',NULL);
INSERT INTO "event" VALUES(39,1,1,7,8,'local:demo:m30','met',NULL,'2021-01-11',NULL,NULL,1,'local','D-head.of.edi@esneft.example','2021-01-11 13:41:00.000000',NULL);
INSERT INTO "event" VALUES(40,1,1,5,5,'local:demo:m31','due','2020-12-31','2021-04-30','the system comes later','{"due": "2020-12-31", "until": "2020-12-31", "precision": "month", "period": null, "original_due": null, "slips": 0, "action_slips": 0, "asked_at": null}',1,'local','D-head.of.edi@esneft.example','2021-01-11 13:48:00.000000',NULL);
INSERT INTO "event" VALUES(41,1,1,4,NULL,'local:demo:m32','status','delayed','cancelled','no longer needed',NULL,1,'local','D-head.of.edi@esneft.example','2021-01-11 13:55:00.000000',NULL);
INSERT INTO "event" VALUES(42,1,1,4,NULL,'local:demo:m33','status','cancelled','delayed',NULL,'{"reason": "no longer needed"}',1,'local','D-head.of.edi@esneft.example','2021-01-11 14:02:00.000000','local:demo:m32');
INSERT INTO "event" VALUES(43,1,1,5,NULL,'local:demo:m34','owner','Assistant Director of Education','Head of EDI',NULL,'{"owners": [[6, true, null, 0]]}',1,'local','D-head.of.edi@esneft.example','2021-01-11 14:09:00.000000',NULL);
INSERT INTO "event" VALUES(44,1,NULL,NULL,NULL,'local:demo:m35','post','Director of Governance',NULL,'Director of Governance',NULL,1,'local','D-head.of.edi@esneft.example','2021-01-11 14:16:00.000000',NULL);
INSERT INTO "event" VALUES(45,1,NULL,NULL,NULL,'local:demo:m37','post',NULL,'Steering group chair','Trust Board Chair',NULL,1,'local','D-head.of.edi@esneft.example','2021-01-11 14:30:00.000000',NULL);
INSERT INTO "event" VALUES(46,1,NULL,NULL,NULL,'local:demo:m38','person',NULL,'linked','second.address@esneft.example to head.of.resourcing@esneft.example',NULL,1,'local','D-head.of.edi@esneft.example','2021-01-11 14:37:00.000000',NULL);
INSERT INTO "event" VALUES(47,1,NULL,NULL,NULL,'local:demo:m39','person',NULL,'asked to link','third.address@shared.example to edi.partner@shared.example',NULL,1,'local','D-head.of.edi@esneft.example','2021-01-11 14:44:00.000000',NULL);
INSERT INTO "event" VALUES(48,1,NULL,NULL,NULL,'30f86c89ed64416c8076c742fb43cb7b','person',NULL,'first used','second.address@esneft.example on slack',NULL,2,'slack','D-S1','2021-01-11 14:58:00.000000',NULL);
INSERT INTO "event" VALUES(49,1,NULL,NULL,NULL,'local:demo:m42','person',NULL,'unlinked','second.address@esneft.example from head.of.resourcing@esneft.example',NULL,2,'local','D-head.of.resourcing@esneft.example','2021-01-11 14:58:00.000000',NULL);
INSERT INTO "event" VALUES(50,1,NULL,NULL,NULL,'local:demo:m43','person',NULL,'linked','second.address@esneft.example to head.of.resourcing@esneft.example',NULL,1,'local','D-head.of.edi@esneft.example','2021-01-11 15:05:00.000000',NULL);
INSERT INTO "event" VALUES(51,2,2,8,NULL,'local:demo:m47','status','no update','in progress',NULL,NULL,7,'local','D-head.of.hr@kingston.example','2021-01-11 15:12:00.000000',NULL);
INSERT INTO "event" VALUES(52,2,2,9,NULL,'local:demo:m48','status','no update','done',NULL,NULL,7,'local','D-head.of.hr@kingston.example','2021-01-11 15:19:00.000000',NULL);
INSERT INTO "event" VALUES(53,2,2,9,10,'local:demo:m48','met',NULL,'2021-01-11',NULL,NULL,7,'local','D-head.of.hr@kingston.example','2021-01-11 15:19:00.000000',NULL);
INSERT INTO "event" VALUES(54,2,2,9,10,'local:demo:m49','met','2021-01-11',NULL,NULL,NULL,7,'local','D-head.of.hr@kingston.example','2021-01-11 15:26:00.000000','local:demo:m48');
INSERT INTO "event" VALUES(55,2,2,9,NULL,'local:demo:m49','status','done','no update',NULL,NULL,7,'local','D-head.of.hr@kingston.example','2021-01-11 15:26:00.000000','local:demo:m48');
INSERT INTO "event" VALUES(56,2,NULL,NULL,NULL,'local:demo:m50','rehearsal','on','off',NULL,NULL,8,'local','D-edi.partner@shared.example','2021-04-01 09:30:00.000000',NULL);
INSERT INTO "event" VALUES(57,1,1,NULL,NULL,'local:demo:m52','digest','waiting','held','digest:esneft:esneft-2020-21:2:2020-21Q4',NULL,1,'local','D-head.of.edi@esneft.example','2021-04-07 09:30:00.000000',NULL);
INSERT INTO "event" VALUES(58,1,1,NULL,NULL,'local:demo:m53','digest','waiting','held','digest:esneft:esneft-2020-21:1:2020-21Q4',NULL,1,'local','D-head.of.edi@esneft.example','2021-04-07 09:37:00.000000',NULL);
INSERT INTO "event" VALUES(59,1,1,NULL,NULL,'local:demo:m55','digest','held','sent now','digest:esneft:esneft-2020-21:1:2020-21Q4',NULL,1,'local','D-head.of.edi@esneft.example','2021-04-07 09:51:00.000000',NULL);
INSERT INTO "event" VALUES(60,1,1,NULL,NULL,'local:demo:m56','digest','held','sent now','digest:esneft:esneft-2020-21:2:2020-21Q4',NULL,1,'local','D-head.of.edi@esneft.example','2021-04-07 10:01:00.000000',NULL);
INSERT INTO "event" VALUES(61,2,2,NULL,NULL,'local:demo:m57','digest','held','sent now','digest:kingston:kingston-2020-21:4:2020-21Q4',NULL,8,'local','D-edi.partner@shared.example','2021-04-07 10:11:00.000000',NULL);
INSERT INTO "event" VALUES(62,1,1,NULL,NULL,'local:demo:m58','digest','unsure','arrived','digest:esneft:esneft-2020-21:1:2020-21Q4',NULL,1,'local','D-head.of.edi@esneft.example','2021-04-07 10:21:00.000000',NULL);
INSERT INTO "event" VALUES(63,1,1,1,NULL,'0b9f6368ef1d40e6ab2c5ccaea0e80f3','evidence',NULL,'minutes of May',NULL,NULL,1,NULL,NULL,'2021-04-07 10:28:00.000000',NULL);
INSERT INTO "event" VALUES(64,1,1,1,NULL,'02ed47637e2d4810b541d4b336adb42d','progress',NULL,'minutes of May',NULL,NULL,1,NULL,NULL,'2021-04-07 10:28:00.000000',NULL);
INSERT INTO "event" VALUES(65,1,1,1,NULL,'cb6fb57341974b83bbe0bcc30af8e265','removed',NULL,'minutes of May',NULL,NULL,1,NULL,NULL,'2021-04-07 10:28:00.000000',NULL);
INSERT INTO "event" VALUES(66,1,1,6,NULL,'local:demo:m59','note',NULL,NULL,'the second cohort has begun',NULL,3,'local','D-head.of.employee.relations@esneft.example','2021-07-05 09:30:00.000000',NULL);
INSERT INTO "event" VALUES(67,1,1,6,7,'local:demo:m59','met',NULL,'2021-07-05',NULL,NULL,3,'local','D-head.of.employee.relations@esneft.example','2021-07-05 09:30:00.000000',NULL);
INSERT INTO "event" VALUES(68,1,1,6,7,'local:demo:m60','met','2021-07-05',NULL,NULL,NULL,3,'local','D-head.of.employee.relations@esneft.example','2021-07-05 09:37:00.000000','local:demo:m59');
INSERT INTO "event" VALUES(69,1,1,6,NULL,'local:demo:m60','note',NULL,NULL,NULL,NULL,3,'local','D-head.of.employee.relations@esneft.example','2021-07-05 09:37:00.000000','local:demo:m59');
INSERT INTO "event" VALUES(70,1,1,6,NULL,'local:demo:m61','need help',NULL,'no room','no room',NULL,3,'local','D-head.of.employee.relations@esneft.example','2021-07-05 09:44:00.000000',NULL);
INSERT INTO "event" VALUES(71,1,1,1,NULL,'local:demo:m62','status','no update','in progress',NULL,NULL,2,'local','D-head.of.resourcing@esneft.example','2021-07-05 09:51:00.000000',NULL);
INSERT INTO "event" VALUES(72,1,1,4,NULL,'local:demo:m63','snooze',NULL,'2021-07-12',NULL,NULL,2,'local','D-head.of.resourcing@esneft.example','2021-07-05 09:58:00.000000',NULL);
INSERT INTO "event" VALUES(73,1,1,NULL,NULL,'local:demo:m66','digest','waiting','held','digest:esneft:esneft-2020-21:1:2021-22Q1',NULL,1,'local','D-head.of.edi@esneft.example','2021-07-05 10:19:00.000000',NULL);
INSERT INTO "event" VALUES(74,2,2,NULL,NULL,'local:demo:m71','plan','open','closed',NULL,NULL,8,'local','D-edi.partner@shared.example','2021-07-06 08:37:00.000000',NULL);
CREATE TABLE holding (
	id INTEGER NOT NULL, 
	post_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	starts DATE NOT NULL, 
	ends DATE, 
	covering BOOLEAN NOT NULL, 
	contact BOOLEAN NOT NULL, 
	CONSTRAINT pk_holding PRIMARY KEY (id), 
	CONSTRAINT ck_holding_dates CHECK (ends IS NULL OR ends >= starts), 
	CONSTRAINT fk_holding_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT fk_holding_post_id FOREIGN KEY(post_id) REFERENCES post (id), 
	CONSTRAINT uq_holding_post_id_person_id_starts UNIQUE (post_id, person_id, starts)
);
INSERT INTO "holding" VALUES(1,1,1,'2020-04-01',NULL,0,0);
INSERT INTO "holding" VALUES(2,2,2,'2020-04-01',NULL,0,0);
INSERT INTO "holding" VALUES(3,3,3,'2020-04-01',NULL,1,0);
INSERT INTO "holding" VALUES(4,4,4,'2020-04-01','2021-01-10',0,0);
INSERT INTO "holding" VALUES(5,5,7,'2020-04-01',NULL,0,0);
INSERT INTO "holding" VALUES(6,7,5,'2021-09-01',NULL,0,0);
CREATE TABLE identity (
	id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	platform VARCHAR NOT NULL, 
	workspace VARCHAR NOT NULL, 
	external VARCHAR NOT NULL, 
	direct VARCHAR, 
	reachable BOOLEAN NOT NULL, 
	used_at DATETIME, address VARCHAR, 
	CONSTRAINT pk_identity PRIMARY KEY (id), 
	CONSTRAINT fk_identity_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT uq_identity_platform_workspace_external UNIQUE (platform, workspace, external)
);
INSERT INTO "identity" VALUES(1,1,'local','demo','head.of.edi@esneft.example',NULL,1,'2021-07-05 10:19:00.000000',NULL);
INSERT INTO "identity" VALUES(2,2,'local','demo','head.of.resourcing@esneft.example',NULL,1,'2021-07-05 09:51:00.000000',NULL);
INSERT INTO "identity" VALUES(3,3,'local','demo','head.of.employee.relations@esneft.example',NULL,1,'2021-07-05 09:30:00.000000',NULL);
INSERT INTO "identity" VALUES(4,4,'local','demo','governance@esneft.example',NULL,1,'2021-01-11 12:31:00.000000',NULL);
INSERT INTO "identity" VALUES(5,5,'local','demo','steering.chair@esneft.example',NULL,1,'2021-01-11 12:59:00.000000',NULL);
INSERT INTO "identity" VALUES(6,6,'local','demo','network.member@esneft.example',NULL,1,'2021-01-11 13:20:00.000000',NULL);
INSERT INTO "identity" VALUES(7,7,'local','demo','head.of.hr@kingston.example',NULL,1,'2021-01-11 15:12:00.000000',NULL);
INSERT INTO "identity" VALUES(8,8,'local','demo','edi.partner@shared.example',NULL,1,'2021-07-06 08:30:00.000000',NULL);
CREATE TABLE inbox (
	id INTEGER NOT NULL, 
	platform VARCHAR NOT NULL, 
	workspace VARCHAR NOT NULL, 
	external VARCHAR NOT NULL, 
	via VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	said JSON, 
	CONSTRAINT pk_inbox PRIMARY KEY (id), 
	CONSTRAINT ck_inbox_state CHECK (state IN ('done', 'waiting')), 
	CONSTRAINT ck_inbox_via CHECK (via IN ('command', 'mention', 'message', 'click')), 
	CONSTRAINT uq_inbox_platform_workspace_external UNIQUE (platform, workspace, external)
);
INSERT INTO "inbox" VALUES(1,'teams','demo','m67','message','done','2021-07-05 10:26:00.000000',NULL);
INSERT INTO "inbox" VALUES(2,'teams','demo','m68','message','done','2021-07-05 10:26:00.000000',NULL);
INSERT INTO "inbox" VALUES(3,'teams','demo','stranger:T1-2021-07-05','message','done','2021-07-05 10:26:00.000000','{"email": "2021-07-05.new.address@esneft.example", "trust": 1}');
INSERT INTO "inbox" VALUES(4,'teams','demo','m69','message','done','2021-07-05 10:26:00.000000',NULL);
INSERT INTO "inbox" VALUES(5,'slack','T1','E-waiting','message','waiting','2021-07-05 10:26:00.000000','{"text": "mine"}');
CREATE TABLE letter (
	id INTEGER NOT NULL, 
	"key" VARCHAR NOT NULL, 
	trust_id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	about JSON NOT NULL, 
	person_id INTEGER, 
	place_id INTEGER, 
	platform VARCHAR, 
	thread VARCHAR, 
	put_at DATETIME NOT NULL, 
	not_before DATETIME NOT NULL, 
	state VARCHAR NOT NULL, 
	attempts INTEGER NOT NULL, 
	lease_until DATETIME, 
	holder VARCHAR, 
	said JSON, 
	card JSON, 
	receipt_place VARCHAR, 
	receipt_message VARCHAR, 
	sent_at DATETIME, 
	error TEXT, rank INTEGER DEFAULT '2' NOT NULL, redraw_at DATETIME, 
	CONSTRAINT pk_letter PRIMARY KEY (id), 
	CONSTRAINT ck_letter_lease CHECK ((state = 'claimed') = (lease_until IS NOT NULL)), 
	CONSTRAINT ck_letter_kind CHECK (kind IN ('reminder', 'digest', 'preview', 'answer', 'notice')), 
	CONSTRAINT ck_letter_holder CHECK (state <> 'claimed' OR holder IS NOT NULL), 
	CONSTRAINT ck_letter_sent CHECK (state <> 'sent' OR sent_at IS NOT NULL), 
	CONSTRAINT ck_letter_state CHECK (state IN ('waiting', 'claimed', 'sent', 'retry', 'unsure', 'dead', 'moot')), 
	CONSTRAINT ck_letter_one_recipient CHECK ((person_id IS NULL) <> (place_id IS NULL)), 
	CONSTRAINT fk_letter_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT fk_letter_place_id FOREIGN KEY(place_id) REFERENCES place (id), 
	CONSTRAINT fk_letter_trust_id FOREIGN KEY(trust_id) REFERENCES trust (id), 
	CONSTRAINT uq_letter_key UNIQUE ("key")
);
INSERT INTO "letter" VALUES(1,'reminder:esneft:3:2020-12-01',1,'reminder','{"on": "2020-12-01", "actions": [6], "milestones": [6]}',3,NULL,NULL,NULL,'2020-12-01 10:45:00.000000','2020-12-01 10:45:00.000000','sent',1,NULL,NULL,'{"refs":["esneft-2020-21:2.3"],"plan":"esneft-2020-21","milestones":[6],"drawn":[[6,6]],"passed":{"6":"2020-12-01"},"asked":[6],"via":["local","demo"]}',NULL,'head.of.employee.relations@esneft.example','8:reminder:esneft:3:2020-12-01','2020-12-01 10:45:00.000000',NULL,1,NULL);
INSERT INTO "letter" VALUES(2,'unreachable:esneft:8:2020-12-01',1,'notice','{"what": "unreachable", "on": "2020-12-01"}',8,NULL,NULL,NULL,'2020-12-01 10:45:00.000000','2020-12-01 10:45:00.000000','sent',1,NULL,NULL,'{"refs":["esneft-2020-21:1.5","esneft-2020-21:2.1"],"asked":[],"via":["local","demo"]}',NULL,'edi.partner@shared.example','1:unreachable:esneft:8:2020-12-01','2020-12-01 10:45:00.000000',NULL,2,NULL);
INSERT INTO "letter" VALUES(3,'unreachable:esneft:1:2020-12-01',1,'notice','{"what": "unreachable", "on": "2020-12-01"}',1,NULL,NULL,NULL,'2020-12-01 10:45:00.000000','2020-12-01 10:45:00.000000','sent',1,NULL,NULL,'{"refs":["esneft-2020-21:1.5","esneft-2020-21:2.1"],"asked":[],"via":["local","demo"]}',NULL,'head.of.edi@esneft.example','2:unreachable:esneft:1:2020-12-01','2020-12-01 10:45:00.000000',NULL,2,NULL);
INSERT INTO "letter" VALUES(4,'digest:esneft:esneft-2020-21:1:2020-21Q2',1,'digest','{"plan": 1, "place": 1, "quarter": "2020-21Q2", "going": "2020-12-03T10:00:00+00:00"}',NULL,1,NULL,NULL,'2020-12-01 10:45:00.000000','2020-12-03 10:00:00.000000','moot',1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL);
INSERT INTO "letter" VALUES(5,'preview:esneft:esneft-2020-21:1:2020-21Q2:8',1,'preview','{"plan": 1, "place": 1, "quarter": "2020-21Q2", "going": "2020-12-03T10:00:00+00:00", "digest": "digest:esneft:esneft-2020-21:1:2020-21Q2"}',8,NULL,NULL,NULL,'2020-12-01 10:45:00.000000','2020-12-01 10:45:00.000000','sent',1,NULL,NULL,'{"digest":"digest:esneft:esneft-2020-21:1:2020-21Q2","asked":[],"via":["local","demo"]}',NULL,'edi.partner@shared.example','3:preview:esneft:esneft-2020-21:1:2020-21Q2:8','2020-12-01 10:45:00.000000',NULL,2,NULL);
INSERT INTO "letter" VALUES(6,'preview:esneft:esneft-2020-21:1:2020-21Q2:1',1,'preview','{"plan": 1, "place": 1, "quarter": "2020-21Q2", "going": "2020-12-03T10:00:00+00:00", "digest": "digest:esneft:esneft-2020-21:1:2020-21Q2"}',1,NULL,NULL,NULL,'2020-12-01 10:45:00.000000','2020-12-01 10:45:00.000000','sent',1,NULL,NULL,'{"digest":"digest:esneft:esneft-2020-21:1:2020-21Q2","asked":[],"via":["local","demo"]}',NULL,'head.of.edi@esneft.example','4:preview:esneft:esneft-2020-21:1:2020-21Q2:1','2020-12-01 10:45:00.000000',NULL,2,NULL);
INSERT INTO "letter" VALUES(7,'digest:esneft:esneft-2020-21:2:2020-21Q2',1,'digest','{"plan": 1, "place": 2, "quarter": "2020-21Q2", "going": "2020-12-03T10:00:00+00:00"}',NULL,2,NULL,NULL,'2020-12-01 10:45:00.000000','2020-12-03 10:00:00.000000','moot',1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL);
INSERT INTO "letter" VALUES(8,'preview:esneft:esneft-2020-21:2:2020-21Q2:8',1,'preview','{"plan": 1, "place": 2, "quarter": "2020-21Q2", "going": "2020-12-03T10:00:00+00:00", "digest": "digest:esneft:esneft-2020-21:2:2020-21Q2"}',8,NULL,NULL,NULL,'2020-12-01 10:45:00.000000','2020-12-01 10:45:00.000000','sent',1,NULL,NULL,'{"digest":"digest:esneft:esneft-2020-21:2:2020-21Q2","asked":[],"via":["local","demo"]}',NULL,'edi.partner@shared.example','5:preview:esneft:esneft-2020-21:2:2020-21Q2:8','2020-12-01 10:45:00.000000',NULL,2,NULL);
INSERT INTO "letter" VALUES(9,'preview:esneft:esneft-2020-21:2:2020-21Q2:1',1,'preview','{"plan": 1, "place": 2, "quarter": "2020-21Q2", "going": "2020-12-03T10:00:00+00:00", "digest": "digest:esneft:esneft-2020-21:2:2020-21Q2"}',1,NULL,NULL,NULL,'2020-12-01 10:45:00.000000','2020-12-01 10:45:00.000000','sent',1,NULL,NULL,'{"digest":"digest:esneft:esneft-2020-21:2:2020-21Q2","asked":[],"via":["local","demo"]}',NULL,'head.of.edi@esneft.example','6:preview:esneft:esneft-2020-21:2:2020-21Q2:1','2020-12-01 10:45:00.000000',NULL,2,NULL);
INSERT INTO "letter" VALUES(10,'digest:kingston:kingston-2020-21:4:2020-21Q2',2,'digest','{"plan": 2, "place": 4, "quarter": "2020-21Q2", "going": "2020-12-03T10:00:00+00:00"}',NULL,4,NULL,NULL,'2020-12-01 10:45:00.000000','2020-12-03 10:00:00.000000','moot',1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL);
INSERT INTO "letter" VALUES(11,'preview:kingston:kingston-2020-21:4:2020-21Q2:8',2,'preview','{"plan": 2, "place": 4, "quarter": "2020-21Q2", "going": "2020-12-03T10:00:00+00:00", "digest": "digest:kingston:kingston-2020-21:4:2020-21Q2"}',8,NULL,NULL,NULL,'2020-12-01 10:45:00.000000','2020-12-01 10:45:00.000000','sent',1,NULL,NULL,'{"digest":"digest:kingston:kingston-2020-21:4:2020-21Q2","asked":[],"via":["local","demo"]}',NULL,'edi.partner@shared.example','7:preview:kingston:kingston-2020-21:4:2020-21Q2:8','2020-12-01 10:45:00.000000',NULL,2,NULL);
INSERT INTO "letter" VALUES(12,'reminder:esneft:1:2021-01-06',1,'reminder','{"on": "2021-01-06", "actions": [7], "milestones": [8]}',1,NULL,NULL,NULL,'2021-01-06 10:30:00.000000','2021-01-06 10:30:00.000000','sent',1,NULL,NULL,'{"refs":["esneft-2020-21:2.5"],"plan":"esneft-2020-21","milestones":[8],"drawn":[[7,8]],"passed":{},"asked":[],"via":["local","demo"]}',NULL,'head.of.edi@esneft.example','16:reminder:esneft:1:2021-01-06','2021-01-06 10:30:00.000000',NULL,1,'2021-01-11 13:41:00.000000');
INSERT INTO "letter" VALUES(13,'reminder:esneft:4:2021-01-06',1,'reminder','{"on": "2021-01-06", "actions": [3], "milestones": [3]}',4,NULL,NULL,NULL,'2021-01-06 10:30:00.000000','2021-01-06 10:30:00.000000','sent',1,NULL,NULL,'{"refs":["esneft-2020-21:1.6"],"plan":"esneft-2020-21","milestones":[3],"drawn":[[3,3]],"passed":{},"asked":[],"via":["local","demo"]}',NULL,'governance@esneft.example','9:reminder:esneft:4:2021-01-06','2021-01-06 10:30:00.000000',NULL,1,'2021-01-11 12:52:00.000000');
INSERT INTO "letter" VALUES(14,'unreachable:esneft:8:2021-01-06',1,'notice','{"what": "unreachable", "on": "2021-01-06"}',8,NULL,NULL,NULL,'2021-01-06 10:30:00.000000','2021-01-06 10:30:00.000000','sent',1,NULL,NULL,'{"refs":["esneft-2020-21:1.5","esneft-2020-21:2.1","esneft-2020-21:1.6"],"asked":[],"via":["local","demo"]}',NULL,'edi.partner@shared.example','10:unreachable:esneft:8:2021-01-06','2021-01-06 10:30:00.000000',NULL,2,NULL);
INSERT INTO "letter" VALUES(15,'unreachable:esneft:1:2021-01-06',1,'notice','{"what": "unreachable", "on": "2021-01-06"}',1,NULL,NULL,NULL,'2021-01-06 10:30:00.000000','2021-01-06 10:30:00.000000','sent',1,NULL,NULL,'{"refs":["esneft-2020-21:1.5","esneft-2020-21:2.1","esneft-2020-21:1.6"],"asked":[],"via":["local","demo"]}',NULL,'head.of.edi@esneft.example','11:unreachable:esneft:1:2021-01-06','2021-01-06 10:30:00.000000',NULL,2,NULL);
INSERT INTO "letter" VALUES(16,'digest:esneft:esneft-2020-21:1:2020-21Q3',1,'digest','{"plan": 1, "place": 1, "quarter": "2020-21Q3", "going": "2021-01-08T10:00:00+00:00"}',NULL,1,NULL,NULL,'2021-01-06 10:30:00.000000','2021-01-08 10:00:00.000000','sent',1,NULL,NULL,'{"plan":1,"quarter":"2020-21Q3","words":"Our race equality plan: October to December 2020\nThe plan has 7 actions. We have no update on any of them yet; that doesn''t mean nothing has happened.\nThe date has gone by for three actions; their owners are being asked how things stand.\nNext: Seats for network chairs; Diversity in the talent strategy, by 31 January. By 30 April: 2 actions to finish. By 31 May: 1 action to review.\nThe figures are yearly; nothing new this quarter. 2020, with 2019 in brackets:\n- BME share of all staff: 17% (16.1%). Higher.\n- Getting the job: of every 100 shortlisted, 27 white and 20 BME applicants were appointed. The difference is unlikely to be chance. Closer to equal.\n- Discrimination at work: BME 14.2%, white 6.1%.\nWe don''t have the counts behind the other figures, so we can''t say how much is chance.\nWhat the words mean. BME means Black, Asian and minority ethnic.\nQuestions? Ask the EDI lead. If something has happened to you, please don''t post it here; the Freedom to Speak Up Guardian will listen.","audience":"network","figures":{"WRES 1 2020: staff (computed)":[[["Band 5/bme"],130],[["Band 5/not known"],0],[["Band 5/white"],520],[["Band 7/bme"],30],[["Band 7/not known"],0],[["Band 7/white"],210],[["Band 8a/bme"],12],[["Band 8a/not known"],0],[["Band 8a/white"],90]],"WRES 2 2020: share of applicants who were appointed (computed)":[[["bme/had"],66],[["bme/had not"],256],[["white/had"],391],[["white/had not"],1076]]},"asked":[],"via":["local","demo"]}',NULL,'network','17:digest:esneft:esneft-2020-21:1:2020-21Q3','2021-01-08 10:30:00.000000',NULL,0,NULL);
INSERT INTO "letter" VALUES(17,'preview:esneft:esneft-2020-21:1:2020-21Q3:8',1,'preview','{"plan": 1, "place": 1, "quarter": "2020-21Q3", "going": "2021-01-08T10:00:00+00:00", "digest": "digest:esneft:esneft-2020-21:1:2020-21Q3"}',8,NULL,NULL,NULL,'2021-01-06 10:30:00.000000','2021-01-06 10:30:00.000000','sent',1,NULL,NULL,'{"digest":"digest:esneft:esneft-2020-21:1:2020-21Q3","asked":[],"via":["local","demo"]}',NULL,'edi.partner@shared.example','12:preview:esneft:esneft-2020-21:1:2020-21Q3:8','2021-01-06 10:30:00.000000',NULL,2,'2021-01-08 10:30:00.000000');
INSERT INTO "letter" VALUES(18,'preview:esneft:esneft-2020-21:1:2020-21Q3:1',1,'preview','{"plan": 1, "place": 1, "quarter": "2020-21Q3", "going": "2021-01-08T10:00:00+00:00", "digest": "digest:esneft:esneft-2020-21:1:2020-21Q3"}',1,NULL,NULL,NULL,'2021-01-06 10:30:00.000000','2021-01-06 10:30:00.000000','sent',1,NULL,NULL,'{"digest":"digest:esneft:esneft-2020-21:1:2020-21Q3","asked":[],"via":["local","demo"]}',NULL,'head.of.edi@esneft.example','13:preview:esneft:esneft-2020-21:1:2020-21Q3:1','2021-01-06 10:30:00.000000',NULL,2,'2021-01-08 10:30:00.000000');
INSERT INTO "letter" VALUES(19,'digest:esneft:esneft-2020-21:2:2020-21Q3',1,'digest','{"plan": 1, "place": 2, "quarter": "2020-21Q3", "going": "2021-01-08T10:00:00+00:00"}',NULL,2,NULL,NULL,'2021-01-06 10:30:00.000000','2021-01-08 10:00:00.000000','sent',1,NULL,NULL,'{"plan":1,"quarter":"2020-21Q3","words":"ESNEFT 2020-21, quarter 3 (October to December 2020)\n7 actions. Complete 0. No update recorded 7. Past date 1.\n\ud83d\udfe0 needs a look 2, \ud83d\udd34 past its date 1, \u26aa no update recorded 4\nBy section\nSection: 1. Workforce data; Actions: 4; Complete: 0; Under way: 0; No update: 4; Past date: 0\nSection: 2. Recruitment and training; Actions: 3; Complete: 0; Under way: 0; No update: 3; Past date: 1\n\nDates passed by 8 January\n- 2.3 Cultural Ambassadors: was to start by 30 November 2020; no update recorded; owner asked. Head of Employee Relations\n- 1.5 EDI content in managers'' courses: 31 December 2020; no update recorded; owner not asked yet. Assistant Director of Education\n- 2.1 Report who gets training: 31 December 2020; no update recorded; owner not asked yet. Assistant Director of Education\n\nAsked, and not answered yet\n- Head of Employee Relations: 2.3\n\nPosts nobody holds\nAssistant Director of Education and Trust Board Chair.\n\nDates to come\n- 31 January: 1.6 and 2.5 (to finish)\n- 30 April: 1.3 and 1.7 (to finish)\n- 31 May: 2.3 (to review)\n\nDelivery beside outcome\nFigures for 2020, with 2019 in brackets:\n- Indicator 1, BME share of all staff: 0 of 7 linked actions complete (1 past its date); 17% (16.1%). Higher.\n- Indicator 2, getting the job: no linked actions; 1.30 (1.42), above 0.8 to 1.25, favours white applicants. Closer to equal. White applicants more likely: 1.30 (1.03 to 1.64).\n- Indicator 8, discrimination at work: no linked actions; BME 14.2%, white 6.1%.\n- Race disparity, lower to upper bands: no linked actions; 1.88.\nThe ratios in full\nIndicator: 2. Getting the job; 2020: 1.30; 2019: 1.42; 0.8 to 1.25: above; Likely range: 1.03 to 1.64; Chance: white applicants more likely, p 0.024\nIndicator: Race disparity, lower to upper bands; 2020: 1.88; 2019: \u2013; 0.8 to 1.25: \u2013; Likely range: \u2013; Chance: \u2013\nThe percentages in full\nIndicator: 1. BME share of all staff; BME 2020: 17%; white 2020: \u2013; BME 2019: 16.1%; Gap: \u2013\nIndicator: 8. Discrimination at work; BME 2020: 14.2%; white 2020: 6.1%; BME 2019: \u2013; Gap: 8.1 points\nLikely range: 95 times of 100 such a range holds the true ratio. p: how often chance alone would give a difference as large (Fisher''s exact test, two-sided); under 0.05 it is called clear.\nWe don''t have the counts behind the other figures, so we can''t say how much is chance.\nPicture: The figures over the years. BME share of all staff: BME 16.1% in 2019, 17% in 2020. Getting the job: 1.42 in 2019, 1.30 in 2020; 2020 is above 0.8 to 1.25. Discrimination at work: BME 14.2% in 2020; white 6.1% in 2020. Race disparity, lower to upper bands: 1.88 in 2020.","audience":"steering","figures":{"WRES 1 2020: staff (computed)":[[["Band 5/bme"],130],[["Band 5/not known"],0],[["Band 5/white"],520],[["Band 7/bme"],30],[["Band 7/not known"],0],[["Band 7/white"],210],[["Band 8a/bme"],12],[["Band 8a/not known"],0],[["Band 8a/white"],90]],"WRES 2 2020: share of applicants who were appointed (computed)":[[["bme/had"],66],[["bme/had not"],256],[["white/had"],391],[["white/had not"],1076]]},"asked":[],"via":["local","demo"]}',NULL,'steering','18:digest:esneft:esneft-2020-21:2:2020-21Q3','2021-01-08 10:30:00.000000',NULL,0,NULL);
INSERT INTO "letter" VALUES(20,'preview:esneft:esneft-2020-21:2:2020-21Q3:8',1,'preview','{"plan": 1, "place": 2, "quarter": "2020-21Q3", "going": "2021-01-08T10:00:00+00:00", "digest": "digest:esneft:esneft-2020-21:2:2020-21Q3"}',8,NULL,NULL,NULL,'2021-01-06 10:30:00.000000','2021-01-06 10:30:00.000000','sent',1,NULL,NULL,'{"digest":"digest:esneft:esneft-2020-21:2:2020-21Q3","asked":[],"via":["local","demo"]}',NULL,'edi.partner@shared.example','14:preview:esneft:esneft-2020-21:2:2020-21Q3:8','2021-01-06 10:30:00.000000',NULL,2,'2021-01-08 10:30:00.000000');
INSERT INTO "letter" VALUES(21,'preview:esneft:esneft-2020-21:2:2020-21Q3:1',1,'preview','{"plan": 1, "place": 2, "quarter": "2020-21Q3", "going": "2021-01-08T10:00:00+00:00", "digest": "digest:esneft:esneft-2020-21:2:2020-21Q3"}',1,NULL,NULL,NULL,'2021-01-06 10:30:00.000000','2021-01-06 10:30:00.000000','sent',1,NULL,NULL,'{"digest":"digest:esneft:esneft-2020-21:2:2020-21Q3","asked":[],"via":["local","demo"]}',NULL,'head.of.edi@esneft.example','15:preview:esneft:esneft-2020-21:2:2020-21Q3:1','2021-01-06 10:30:00.000000',NULL,2,'2021-01-08 10:30:00.000000');
INSERT INTO "letter" VALUES(22,'rehearsal:kingston:8:digest:kingston:kingston-2020-21:4:2020-21Q3',2,'digest','{"plan": 2, "place": 4, "quarter": "2020-21Q3", "going": "2021-01-08T10:00:00+00:00", "for": 4}',8,NULL,NULL,NULL,'2021-01-06 10:30:00.000000','2021-01-08 10:00:00.000000','sent',1,NULL,NULL,'{"plan":2,"quarter":"2020-21Q3","words":"Our race equality plan: October to December 2020\nThe plan has 2 actions. We have no update on any of them yet; that doesn''t mean nothing has happened.\nNext: Kingston''s own action; Only in Kingston, by 30 April.\nThe figures are yearly; nothing new this quarter. 2020, with 2019 in brackets:\n- BME share of all staff: 17% (16.1%). Higher.\n- Getting the job: of every 100 shortlisted, 27 white and 20 BME applicants were appointed. The difference is unlikely to be chance. Closer to equal.\n- Discrimination at work: BME 14.2%, white 6.1%.\nWe don''t have the counts behind the other figures, so we can''t say how much is chance.\nWhat the words mean. BME means Black, Asian and minority ethnic.\nQuestions? Ask the EDI lead. If something has happened to you, please don''t post it here; the Freedom to Speak Up Guardian will listen.","audience":"network","figures":{"WRES 1 2020: staff (computed)":[[["Band 5/bme"],130],[["Band 5/not known"],0],[["Band 5/white"],520],[["Band 7/bme"],30],[["Band 7/not known"],0],[["Band 7/white"],210],[["Band 8a/bme"],12],[["Band 8a/not known"],0],[["Band 8a/white"],90]],"WRES 2 2020: share of applicants who were appointed (computed)":[[["bme/had"],66],[["bme/had not"],256],[["white/had"],391],[["white/had not"],1076]]},"rehearsal":true,"asked":[],"via":["local","demo"]}',NULL,'edi.partner@shared.example','22:rehearsal:kingston:8:digest:kingston:kingston-2020-21:4:2020-21Q3','2021-01-08 10:30:00.000000',NULL,0,NULL);
INSERT INTO "letter" VALUES(23,'reminder:esneft:3:2021-01-08',1,'reminder','{"on": "2021-01-08", "actions": [6], "milestones": [6]}',3,NULL,NULL,NULL,'2021-01-08 10:30:00.000000','2021-01-08 10:30:00.000000','sent',1,NULL,NULL,'{"refs":["esneft-2020-21:2.3"],"plan":"esneft-2020-21","milestones":[6],"drawn":[[6,6]],"passed":{"6":"2021-01-08"},"asked":[6],"via":["local","demo"]}',NULL,'head.of.employee.relations@esneft.example','19:reminder:esneft:3:2021-01-08','2021-01-08 10:30:00.000000',NULL,1,'2021-01-11 12:24:00.000000');
INSERT INTO "letter" VALUES(24,'unreachable:esneft:8:2021-01-08',1,'notice','{"what": "unreachable", "on": "2021-01-08"}',8,NULL,NULL,NULL,'2021-01-08 10:30:00.000000','2021-01-08 10:30:00.000000','sent',1,NULL,NULL,'{"refs":["esneft-2020-21:1.5","esneft-2020-21:2.1"],"asked":[],"via":["local","demo"]}',NULL,'edi.partner@shared.example','20:unreachable:esneft:8:2021-01-08','2021-01-08 10:30:00.000000',NULL,2,NULL);
INSERT INTO "letter" VALUES(25,'unreachable:esneft:1:2021-01-08',1,'notice','{"what": "unreachable", "on": "2021-01-08"}',1,NULL,NULL,NULL,'2021-01-08 10:30:00.000000','2021-01-08 10:30:00.000000','sent',1,NULL,NULL,'{"refs":["esneft-2020-21:1.5","esneft-2020-21:2.1"],"asked":[],"via":["local","demo"]}',NULL,'head.of.edi@esneft.example','21:unreachable:esneft:1:2021-01-08','2021-01-08 10:30:00.000000',NULL,2,NULL);
INSERT INTO "letter" VALUES(26,'notice:esneft:8:1.7:local:demo:m11',1,'notice','{"action": 4, "why": "need help"}',8,NULL,NULL,NULL,'2021-01-11 11:28:00.000000','2021-01-11 11:28:00.000000','sent',1,NULL,NULL,'{"title":"Head of Resourcing asks for help with 1.7.","drawn":[[4,null]],"asked":[],"via":["local","demo"]}','{"title": "Head of Resourcing asks for help with 1.7.", "blocks": [{"line": ["1.7 A trained pool of BAME panel members (ESNEFT 2020-21)"], "quiet": false, "kind": "text"}, {"line": ["\u201cno trainer\u201d"], "quiet": false, "kind": "text"}, {"items": [{"label": "Show 1.7", "says": "show esneft-2020-21:1.7", "about": "A trained pool of BAME panel members", "version": null, "strong": false, "origin": ""}, {"label": "No longer needed", "says": "need help esneft-2020-21:1.7 no longer", "about": "1.7 A trained pool of BAME panel members", "version": 2, "strong": false, "origin": ""}], "kind": "buttons"}], "tone": "attention", "more": null}','edi.partner@shared.example','23:notice:esneft:8:1.7:local:demo:m11','2021-01-11 15:33:00.000000',NULL,2,NULL);
INSERT INTO "letter" VALUES(27,'notice:esneft:1:1.7:local:demo:m11',1,'notice','{"action": 4, "why": "need help"}',1,NULL,NULL,NULL,'2021-01-11 11:28:00.000000','2021-01-11 11:28:00.000000','sent',1,NULL,NULL,'{"title":"Head of Resourcing asks for help with 1.7.","drawn":[[4,null]],"asked":[],"via":["local","demo"]}','{"title": "Head of Resourcing asks for help with 1.7.", "blocks": [{"line": ["1.7 A trained pool of BAME panel members (ESNEFT 2020-21)"], "quiet": false, "kind": "text"}, {"line": ["\u201cno trainer\u201d"], "quiet": false, "kind": "text"}, {"items": [{"label": "Show 1.7", "says": "show esneft-2020-21:1.7", "about": "A trained pool of BAME panel members", "version": null, "strong": false, "origin": ""}, {"label": "No longer needed", "says": "need help esneft-2020-21:1.7 no longer", "about": "1.7 A trained pool of BAME panel members", "version": 2, "strong": false, "origin": ""}], "kind": "buttons"}], "tone": "attention", "more": null}','head.of.edi@esneft.example','24:notice:esneft:1:1.7:local:demo:m11','2021-01-11 15:33:00.000000',NULL,2,NULL);
INSERT INTO "letter" VALUES(28,'notice:esneft:8:2.3:local:demo:m15',1,'notice','{"action": 6, "why": "not mine"}',8,NULL,NULL,NULL,'2021-01-11 11:56:00.000000','2021-01-11 11:56:00.000000','sent',1,NULL,NULL,'{"title":"Head of Employee Relations says 2.3 is not theirs.","drawn":[[6,null]],"asked":[],"via":["local","demo"]}','{"title": "Head of Employee Relations says 2.3 is not theirs.", "blocks": [{"line": ["2.3 Cultural Ambassadors (ESNEFT 2020-21)"], "quiet": false, "kind": "text"}, {"line": ["They wrote: \u201cHead of EDI\u201d"], "quiet": false, "kind": "text"}, {"line": ["To give it to a post: assign 2.3 and the post''s name"], "quiet": false, "kind": "text"}, {"items": [{"label": "Give it to Head of EDI", "says": "assign esneft-2020-21:2.3 Head of EDI", "about": "Cultural Ambassadors", "version": null, "strong": false, "origin": ""}, {"label": "Show 2.3", "says": "show esneft-2020-21:2.3", "about": "Cultural Ambassadors", "version": null, "strong": false, "origin": ""}], "kind": "buttons"}], "tone": "attention", "more": null}','edi.partner@shared.example','25:notice:esneft:8:2.3:local:demo:m15','2021-01-11 15:33:00.000000',NULL,2,NULL);
INSERT INTO "letter" VALUES(29,'notice:esneft:1:2.3:local:demo:m15',1,'notice','{"action": 6, "why": "not mine"}',1,NULL,NULL,NULL,'2021-01-11 11:56:00.000000','2021-01-11 11:56:00.000000','sent',1,NULL,NULL,'{"title":"Head of Employee Relations says 2.3 is not theirs.","drawn":[[6,null]],"asked":[],"via":["local","demo"]}','{"title": "Head of Employee Relations says 2.3 is not theirs.", "blocks": [{"line": ["2.3 Cultural Ambassadors (ESNEFT 2020-21)"], "quiet": false, "kind": "text"}, {"line": ["They wrote: \u201cHead of EDI\u201d"], "quiet": false, "kind": "text"}, {"line": ["To give it to a post: assign 2.3 and the post''s name"], "quiet": false, "kind": "text"}, {"items": [{"label": "Give it to Head of EDI", "says": "assign esneft-2020-21:2.3 Head of EDI", "about": "Cultural Ambassadors", "version": null, "strong": false, "origin": ""}, {"label": "Show 2.3", "says": "show esneft-2020-21:2.3", "about": "Cultural Ambassadors", "version": null, "strong": false, "origin": ""}], "kind": "buttons"}], "tone": "attention", "more": null}','head.of.edi@esneft.example','26:notice:esneft:1:2.3:local:demo:m15','2021-01-11 15:33:00.000000',NULL,2,NULL);
INSERT INTO "letter" VALUES(30,'notice:esneft:8:covering:local:demo:m19',1,'notice','{"person": 3, "why": "covering"}',8,NULL,NULL,NULL,'2021-01-11 12:24:00.000000','2021-01-11 12:24:00.000000','sent',1,NULL,NULL,'{"title":"Head of Employee Relations is covering for Head of Employee Relations.","asked":[],"via":["local","demo"]}','{"title": "Head of Employee Relations is covering for Head of Employee Relations.", "blocks": [{"line": ["Their reminders go on as before."], "quiet": false, "kind": "text"}], "tone": "attention", "more": null}','edi.partner@shared.example','27:notice:esneft:8:covering:local:demo:m19','2021-01-11 15:33:00.000000',NULL,2,NULL);
INSERT INTO "letter" VALUES(31,'notice:esneft:1:covering:local:demo:m19',1,'notice','{"person": 3, "why": "covering"}',1,NULL,NULL,NULL,'2021-01-11 12:24:00.000000','2021-01-11 12:24:00.000000','sent',1,NULL,NULL,'{"title":"Head of Employee Relations is covering for Head of Employee Relations.","asked":[],"via":["local","demo"]}','{"title": "Head of Employee Relations is covering for Head of Employee Relations.", "blocks": [{"line": ["Their reminders go on as before."], "quiet": false, "kind": "text"}], "tone": "attention", "more": null}','head.of.edi@esneft.example','28:notice:esneft:1:covering:local:demo:m19','2021-01-11 15:33:00.000000',NULL,2,NULL);
INSERT INTO "letter" VALUES(32,'notice:esneft:8:2.3:local:demo:m22',1,'notice','{"action": 6, "why": "owner"}',8,NULL,NULL,NULL,'2021-01-11 12:45:00.000000','2021-01-11 12:45:00.000000','sent',1,NULL,NULL,'{"title":"Director of Governance may be looking after 2.3.","drawn":[[6,null]],"asked":[],"via":["local","demo"]}','{"title": "Director of Governance may be looking after 2.3.", "blocks": [{"line": ["2.3 Cultural Ambassadors (ESNEFT 2020-21)"], "quiet": false, "kind": "text"}, {"line": ["It sits with Head of Employee Relations. They are covering, or have taken over."], "quiet": false, "kind": "text"}, {"line": ["To change who holds the post: post \u201cHead of Employee Relations\u201d is their e-mail address"], "quiet": false, "kind": "text"}, {"items": [{"label": "Show 2.3", "says": "show esneft-2020-21:2.3", "about": "Cultural Ambassadors", "version": null, "strong": false, "origin": ""}], "kind": "buttons"}], "tone": "attention", "more": null}','edi.partner@shared.example','29:notice:esneft:8:2.3:local:demo:m22','2021-01-11 15:33:00.000000',NULL,2,NULL);
INSERT INTO "letter" VALUES(33,'notice:esneft:1:2.3:local:demo:m22',1,'notice','{"action": 6, "why": "owner"}',1,NULL,NULL,NULL,'2021-01-11 12:45:00.000000','2021-01-11 12:45:00.000000','sent',1,NULL,NULL,'{"title":"Director of Governance may be looking after 2.3.","drawn":[[6,null]],"asked":[],"via":["local","demo"]}','{"title": "Director of Governance may be looking after 2.3.", "blocks": [{"line": ["2.3 Cultural Ambassadors (ESNEFT 2020-21)"], "quiet": false, "kind": "text"}, {"line": ["It sits with Head of Employee Relations. They are covering, or have taken over."], "quiet": false, "kind": "text"}, {"line": ["To change who holds the post: post \u201cHead of Employee Relations\u201d is their e-mail address"], "quiet": false, "kind": "text"}, {"items": [{"label": "Show 2.3", "says": "show esneft-2020-21:2.3", "about": "Cultural Ambassadors", "version": null, "strong": false, "origin": ""}], "kind": "buttons"}], "tone": "attention", "more": null}','head.of.edi@esneft.example','30:notice:esneft:1:2.3:local:demo:m22','2021-01-11 15:33:00.000000',NULL,2,NULL);
INSERT INTO "letter" VALUES(34,'notice:esneft:8:not-me:local:demo:m23',1,'notice','{"person": 4, "why": "not me"}',8,NULL,NULL,NULL,'2021-01-11 12:52:00.000000','2021-01-11 12:52:00.000000','sent',1,NULL,NULL,'{"title":"Director of Governance says they do not hold Director of Governance.","asked":[],"via":["local","demo"]}','{"title": "Director of Governance says they do not hold Director of Governance.", "blocks": [{"line": ["They wrote from the account of governance@esneft.example. I''ve stopped their reminders; the post is as it was."], "quiet": false, "kind": "text"}, {"line": ["To put it right: post \u201cDirector of Governance\u201d is the right person''s e-mail address"], "quiet": false, "kind": "text"}], "tone": "attention", "more": null}','edi.partner@shared.example','31:notice:esneft:8:not-me:local:demo:m23','2021-01-11 15:33:00.000000',NULL,2,NULL);
INSERT INTO "letter" VALUES(35,'notice:esneft:1:not-me:local:demo:m23',1,'notice','{"person": 4, "why": "not me"}',1,NULL,NULL,NULL,'2021-01-11 12:52:00.000000','2021-01-11 12:52:00.000000','sent',1,NULL,NULL,'{"title":"Director of Governance says they do not hold Director of Governance.","asked":[],"via":["local","demo"]}','{"title": "Director of Governance says they do not hold Director of Governance.", "blocks": [{"line": ["They wrote from the account of governance@esneft.example. I''ve stopped their reminders; the post is as it was."], "quiet": false, "kind": "text"}, {"line": ["To put it right: post \u201cDirector of Governance\u201d is the right person''s e-mail address"], "quiet": false, "kind": "text"}], "tone": "attention", "more": null}','head.of.edi@esneft.example','32:notice:esneft:1:not-me:local:demo:m23','2021-01-11 15:33:00.000000',NULL,2,NULL);
INSERT INTO "letter" VALUES(36,'answer:esneft:5:minutes:local:demo:m24',1,'answer','{"plan": 1, "why": "minutes"}',5,NULL,NULL,NULL,'2021-01-11 12:59:00.000000','2021-01-11 12:59:00.000000','sent',1,NULL,NULL,'{"title":"ESNEFT 2020-21: for the minutes","asked":[],"via":["local","demo"]}','{"title": "ESNEFT 2020-21: for the minutes", "blocks": [{"line": ["Position on Monday 11 January 2021."], "quiet": false, "kind": "text"}, {"line": ["0 of 7 complete. 1 under way, 1 delayed and 5 with no update recorded."], "quiet": false, "kind": "text"}, {"line": ["Two dates passed: 1.5 EDI content in managers'' courses (31 December 2020); 2.1 Report who gets training (31 December 2020)."], "quiet": false, "kind": "text"}, {"line": ["Next: 2 actions on 31 January, then 2 on 30 April and 1 on 31 May."], "quiet": false, "kind": "text"}, {"line": ["Help asked for: 1.7 (\u201cno trainer\u201d)."], "quiet": false, "kind": "text"}, {"text": "Dates passed", "kind": "heading"}, {"items": [[{"text": "1.5", "kind": "bold"}, " EDI content in managers'' courses, 31 December 2020. Assistant Director of Education"], [{"text": "2.1", "kind": "bold"}, " Report who gets training, 31 December 2020. Assistant Director of Education"]], "ordered": false, "kind": "bullets"}], "tone": "plain", "more": null}','steering.chair@esneft.example','33:answer:esneft:5:minutes:local:demo:m24','2021-01-11 15:33:00.000000',NULL,2,NULL);
INSERT INTO "letter" VALUES(37,'told:1:233edc42022355f1cefb1bf12922cb7d',1,'answer','{"what": "figures"}',5,NULL,NULL,NULL,'2021-01-11 13:13:00.000000','2021-01-11 13:13:00.000000','sent',0,NULL,NULL,'{"audience": "steering", "figures": {"WRES 1 2020: staff (computed)": [[["Band 5/bme"], 130], [["Band 5/not known"], 0], [["Band 5/white"], 520], [["Band 7/bme"], 30], [["Band 7/not known"], 0], [["Band 7/white"], 210], [["Band 8a/bme"], 12], [["Band 8a/not known"], 0], [["Band 8a/white"], 90]], "WRES 2 2020: share of applicants who were appointed (computed)": [[["bme/had"], 66], [["bme/had not"], 256], [["white/had"], 391], [["white/had not"], 1076]]}}',NULL,NULL,NULL,'2021-01-11 13:13:00.000000',NULL,2,NULL);
INSERT INTO "letter" VALUES(38,'answer:esneft:6:picture:2:2021-01-11',1,'answer','{"what": "picture", "code": "2"}',6,NULL,NULL,NULL,'2021-01-11 13:20:00.000000','2021-01-11 13:20:00.000000','sent',1,NULL,NULL,'{"indicator":"2","asked":[],"via":["local","demo"]}',NULL,'network.member@esneft.example','34:answer:esneft:6:picture:2:2021-01-11','2021-01-11 15:33:00.000000',NULL,2,NULL);
INSERT INTO "letter" VALUES(39,'told:1:478552a284f081531e6fa66afd4c2f81',1,'answer','{"what": "figures"}',6,NULL,NULL,NULL,'2021-01-11 13:20:00.000000','2021-01-11 13:20:00.000000','sent',0,NULL,NULL,'{"audience": "network", "figures": {"WRES 2 2020: share of applicants who were appointed (computed)": [[["bme/had"], 66], [["bme/had not"], 256], [["white/had"], 391], [["white/had not"], 1076]]}}',NULL,NULL,NULL,'2021-01-11 13:20:00.000000',NULL,2,NULL);
INSERT INTO "letter" VALUES(40,'told:1:4f8e2ad884ed8062dd9baf9d1fb5015d',1,'answer','{"what": "figures"}',6,NULL,NULL,NULL,'2021-01-11 13:27:00.000000','2021-01-11 13:27:00.000000','sent',0,NULL,NULL,'{"audience": "network", "figures": {"WRES 1 2020: staff (computed)": [[["Band 5/bme"], 130], [["Band 5/not known"], 0], [["Band 5/white"], 520], [["Band 7/bme"], 30], [["Band 7/not known"], 0], [["Band 7/white"], 210], [["Band 8a/bme"], 12], [["Band 8a/not known"], 0], [["Band 8a/white"], 90]], "WRES 2 2020: share of applicants who were appointed (computed)": [[["bme/had"], 66], [["bme/had not"], 256], [["white/had"], 391], [["white/had not"], 1076]]}}',NULL,NULL,NULL,'2021-01-11 13:27:00.000000',NULL,2,NULL);
INSERT INTO "letter" VALUES(41,'notice:esneft:8:1.3:local:demo:m29',1,'notice','{"action": 1, "why": "owner"}',8,NULL,NULL,NULL,'2021-01-11 13:34:00.000000','2021-01-11 13:34:00.000000','sent',1,NULL,NULL,'{"title":"Network member may be looking after 1.3.","drawn":[[1,null]],"asked":[],"via":["local","demo"]}','{"title": "Network member may be looking after 1.3.", "blocks": [{"line": ["1.3 More interview panels with BAME members (ESNEFT 2020-21)"], "quiet": false, "kind": "text"}, {"line": ["It sits with Head of Resourcing. They are covering, or have taken over."], "quiet": false, "kind": "text"}, {"line": ["To change who holds the post: post \u201cHead of Resourcing\u201d is their e-mail address"], "quiet": false, "kind": "text"}, {"items": [{"label": "Show 1.3", "says": "show esneft-2020-21:1.3", "about": "More interview panels with BAME members", "version": null, "strong": false, "origin": ""}], "kind": "buttons"}], "tone": "attention", "more": null}','edi.partner@shared.example','35:notice:esneft:8:1.3:local:demo:m29','2021-01-11 15:33:00.000000',NULL,2,NULL);
INSERT INTO "letter" VALUES(42,'notice:esneft:1:1.3:local:demo:m29',1,'notice','{"action": 1, "why": "owner"}',1,NULL,NULL,NULL,'2021-01-11 13:34:00.000000','2021-01-11 13:34:00.000000','sent',1,NULL,NULL,'{"title":"Network member may be looking after 1.3.","drawn":[[1,null]],"asked":[],"via":["local","demo"]}','{"title": "Network member may be looking after 1.3.", "blocks": [{"line": ["1.3 More interview panels with BAME members (ESNEFT 2020-21)"], "quiet": false, "kind": "text"}, {"line": ["It sits with Head of Resourcing. They are covering, or have taken over."], "quiet": false, "kind": "text"}, {"line": ["To change who holds the post: post \u201cHead of Resourcing\u201d is their e-mail address"], "quiet": false, "kind": "text"}, {"items": [{"label": "Show 1.3", "says": "show esneft-2020-21:1.3", "about": "More interview panels with BAME members", "version": null, "strong": false, "origin": ""}], "kind": "buttons"}], "tone": "attention", "more": null}','head.of.edi@esneft.example','36:notice:esneft:1:1.3:local:demo:m29','2021-01-11 15:33:00.000000',NULL,2,NULL);
INSERT INTO "letter" VALUES(43,'notice:esneft:8:linked-1:local:demo:m38',1,'notice','{"person": 2, "why": "linked"}',8,NULL,NULL,NULL,'2021-01-11 14:37:00.000000','2021-01-11 14:37:00.000000','sent',1,NULL,NULL,'{"title":"Head of EDI has joined second.address@esneft.example to Head of Resourcing.","asked":[],"via":["local","demo"]}','{"title": "Head of EDI has joined second.address@esneft.example to Head of Resourcing.", "blocks": [{"line": ["They have been told as well. If it is wrong, take it back."], "quiet": false, "kind": "text"}, {"items": [{"label": "Take it back", "says": "unlink second.address@esneft.example", "about": "join the two no longer", "version": null, "strong": false, "origin": ""}], "kind": "buttons"}], "tone": "plain", "more": null}','edi.partner@shared.example','37:notice:esneft:8:linked-1:local:demo:m38','2021-01-11 15:33:00.000000',NULL,2,NULL);
INSERT INTO "letter" VALUES(44,'notice:esneft:2:linked:local:demo:m38',1,'notice','{"person": 2, "why": "linked"}',2,NULL,'local',NULL,'2021-01-11 14:37:00.000000','2021-01-11 14:37:00.000000','sent',1,NULL,NULL,'{"title":"Head of EDI has joined second.address@esneft.example to you.","asked":[],"via":["local","demo"]}','{"title": "Head of EDI has joined second.address@esneft.example to you.", "blocks": [{"line": ["Whoever writes to me from that work account can now answer for your actions. If it is yours, there is nothing to do."], "quiet": false, "kind": "text"}, {"items": [{"label": "Not me", "says": "unlink second.address@esneft.example", "about": "second.address@esneft.example is not mine", "version": null, "strong": false, "origin": ""}], "kind": "buttons"}], "tone": "attention", "more": null}','head.of.resourcing@esneft.example','38:notice:esneft:2:linked:local:demo:m38','2021-01-11 15:33:00.000000',NULL,2,NULL);
INSERT INTO "letter" VALUES(45,'notice:kingston:8:ask-2:local:demo:m39',2,'notice','{"person": 8, "why": "asked to link"}',8,NULL,NULL,NULL,'2021-01-11 14:44:00.000000','2021-01-11 14:44:00.000000','sent',1,NULL,NULL,'{"title":"Head of EDI would like to join third.address@shared.example to EDI partner.","asked":[],"via":["local","demo"]}','{"title": "Head of EDI would like to join third.address@shared.example to EDI partner.", "blocks": [{"line": ["Whoever writes to me from that work account could then answer for EDI partner, in your plan too. Nothing has changed yet. Please agree only if you know that it is theirs."], "quiet": false, "kind": "text"}, {"items": [{"label": "Join them", "says": "link third.address@shared.example to edi.partner@shared.example", "about": "third.address@shared.example is theirs", "version": null, "strong": false, "origin": ""}], "kind": "buttons"}], "tone": "attention", "more": null}','edi.partner@shared.example','47:notice:kingston:8:ask-2:local:demo:m39','2021-01-11 15:33:00.000000',NULL,2,NULL);
INSERT INTO "letter" VALUES(46,'notice:esneft:2:first-used:slack:demo:S1',1,'notice','{"person": 2, "why": "first-used"}',2,NULL,'local',NULL,'2021-01-11 14:58:00.000000','2021-01-11 14:58:00.000000','sent',1,NULL,NULL,'{"title":"You have written to me on Slack for the first time.","asked":[],"via":["local","demo"]}','{"title": "You have written to me on Slack for the first time.", "blocks": [{"line": ["From second.address@esneft.example, which was joined to you. If that was you, there is nothing to do."], "quiet": false, "kind": "text"}, {"items": [{"label": "Not me", "says": "unlink second.address@esneft.example", "about": "second.address@esneft.example is not mine", "version": null, "strong": false, "origin": ""}], "kind": "buttons"}], "tone": "attention", "more": null}','head.of.resourcing@esneft.example','39:notice:esneft:2:first-used:slack:demo:S1','2021-01-11 15:33:00.000000',NULL,2,NULL);
INSERT INTO "letter" VALUES(47,'notice:esneft:2:known-here:slack:demo:S1',1,'notice','{"person": 2, "why": "known-here"}',2,NULL,'slack',NULL,'2021-01-11 14:58:00.000000','2021-01-11 14:58:00.000000','sent',1,NULL,NULL,'{"title":"I know you here as Head of Resourcing.","asked":[],"via":["local","demo"]}','{"title": "I know you here as Head of Resourcing.", "blocks": [{"line": ["You can answer on Slack or where you used me before. Each reminder comes once, where you last used me."], "quiet": false, "kind": "text"}, {"line": ["To choose where: prefer teams, or prefer slack"], "quiet": false, "kind": "text"}, {"items": [{"label": "My actions", "says": "mine", "about": "", "version": null, "strong": false, "origin": ""}, {"label": "Not me", "says": "unlink me", "about": "that is somebody else", "version": null, "strong": false, "origin": ""}], "kind": "buttons"}], "tone": "plain", "more": null}','head.of.resourcing@esneft.example','40:notice:esneft:2:known-here:slack:demo:S1','2021-01-11 15:33:00.000000',NULL,2,NULL);
INSERT INTO "letter" VALUES(48,'notice:esneft:8:unlinked-1:local:demo:m42',1,'notice','{"person": 2, "why": "unlinked"}',8,NULL,NULL,NULL,'2021-01-11 14:58:00.000000','2021-01-11 14:58:00.000000','sent',1,NULL,NULL,'{"title":"Head of Resourcing says that second.address@esneft.example is not theirs.","asked":[],"via":["local","demo"]}','{"title": "Head of Resourcing says that second.address@esneft.example is not theirs.", "blocks": [{"line": ["I''ve parted the two. It had written to me. Please look at what was said in their name since."], "quiet": false, "kind": "text"}], "tone": "attention", "more": null}','edi.partner@shared.example','41:notice:esneft:8:unlinked-1:local:demo:m42','2021-01-11 15:33:00.000000',NULL,2,NULL);
INSERT INTO "letter" VALUES(49,'notice:esneft:1:unlinked-1:local:demo:m42',1,'notice','{"person": 2, "why": "unlinked"}',1,NULL,NULL,NULL,'2021-01-11 14:58:00.000000','2021-01-11 14:58:00.000000','sent',1,NULL,NULL,'{"title":"Head of Resourcing says that second.address@esneft.example is not theirs.","asked":[],"via":["local","demo"]}','{"title": "Head of Resourcing says that second.address@esneft.example is not theirs.", "blocks": [{"line": ["I''ve parted the two. It had written to me. Please look at what was said in their name since."], "quiet": false, "kind": "text"}], "tone": "attention", "more": null}','head.of.edi@esneft.example','42:notice:esneft:1:unlinked-1:local:demo:m42','2021-01-11 15:33:00.000000',NULL,2,NULL);
INSERT INTO "letter" VALUES(50,'notice:esneft:8:linked-1:local:demo:m43',1,'notice','{"person": 2, "why": "linked"}',8,NULL,NULL,NULL,'2021-01-11 15:05:00.000000','2021-01-11 15:05:00.000000','sent',1,NULL,NULL,'{"title":"Head of EDI has joined second.address@esneft.example to Head of Resourcing.","asked":[],"via":["local","demo"]}','{"title": "Head of EDI has joined second.address@esneft.example to Head of Resourcing.", "blocks": [{"line": ["They have been told as well. If it is wrong, take it back."], "quiet": false, "kind": "text"}, {"items": [{"label": "Take it back", "says": "unlink second.address@esneft.example", "about": "join the two no longer", "version": null, "strong": false, "origin": ""}], "kind": "buttons"}], "tone": "plain", "more": null}','edi.partner@shared.example','43:notice:esneft:8:linked-1:local:demo:m43','2021-01-11 15:33:00.000000',NULL,2,NULL);
INSERT INTO "letter" VALUES(51,'notice:esneft:2:linked:local:demo:m43',1,'notice','{"person": 2, "why": "linked"}',2,NULL,'local',NULL,'2021-01-11 15:05:00.000000','2021-01-11 15:05:00.000000','sent',1,NULL,NULL,'{"title":"Head of EDI has joined second.address@esneft.example to you.","asked":[],"via":["local","demo"]}','{"title": "Head of EDI has joined second.address@esneft.example to you.", "blocks": [{"line": ["Whoever writes to me from that work account can now answer for your actions. If it is yours, there is nothing to do."], "quiet": false, "kind": "text"}, {"items": [{"label": "Not me", "says": "unlink second.address@esneft.example", "about": "second.address@esneft.example is not mine", "version": null, "strong": false, "origin": ""}], "kind": "buttons"}], "tone": "attention", "more": null}','head.of.resourcing@esneft.example','44:notice:esneft:2:linked:local:demo:m43','2021-01-11 15:33:00.000000',NULL,2,NULL);
INSERT INTO "letter" VALUES(52,'strangers:esneft:2021-01-11:8',1,'notice','{"what": "strangers", "since": "2021-01-11T15:12:00+00:00"}',8,NULL,NULL,NULL,'2021-01-11 15:12:00.000000','2021-01-11 15:12:00.000000','sent',1,NULL,NULL,'{"asked":[],"via":["local","demo"]}',NULL,'edi.partner@shared.example','45:strangers:esneft:2021-01-11:8','2021-01-11 15:33:00.000000',NULL,2,NULL);
INSERT INTO "letter" VALUES(53,'strangers:esneft:2021-01-11:1',1,'notice','{"what": "strangers", "since": "2021-01-11T15:12:00+00:00"}',1,NULL,NULL,NULL,'2021-01-11 15:12:00.000000','2021-01-11 15:12:00.000000','sent',1,NULL,NULL,'{"asked":[],"via":["local","demo"]}',NULL,'head.of.edi@esneft.example','46:strangers:esneft:2021-01-11:1','2021-01-11 15:33:00.000000',NULL,2,NULL);
INSERT INTO "letter" VALUES(54,'reminder:esneft:1:2021-03-31',1,'reminder','{"on": "2021-03-31", "actions": [5], "milestones": [5]}',1,NULL,NULL,NULL,'2021-03-31 08:30:00.000000','2021-03-31 08:30:40.000000','moot',1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'It could not be reached.',1,NULL);
INSERT INTO "letter" VALUES(55,'reminder:esneft:2:2021-03-31',1,'reminder','{"on": "2021-03-31", "actions": [1, 4], "milestones": [1, 4]}',2,NULL,NULL,NULL,'2021-03-31 08:30:00.000000','2021-03-31 08:30:00.000000','dead',1,NULL,NULL,'{"unreachable": true}',NULL,NULL,NULL,NULL,'This person cannot be reached here any more.',1,NULL);
INSERT INTO "letter" VALUES(56,'unreachable:esneft:8:2021-03-31',1,'notice','{"what": "unreachable", "on": "2021-03-31"}',8,NULL,NULL,NULL,'2021-03-31 08:30:00.000000','2021-03-31 08:30:00.000000','dead',1,NULL,NULL,'{"refs":["esneft-2020-21:1.5","esneft-2020-21:1.6","esneft-2020-21:1.6"],"asked":[],"via":["local","demo"]}',NULL,NULL,NULL,NULL,'This is too long.',2,NULL);
INSERT INTO "letter" VALUES(57,'unreachable:esneft:1:2021-03-31',1,'notice','{"what": "unreachable", "on": "2021-03-31"}',1,NULL,NULL,NULL,'2021-03-31 08:30:00.000000','2021-03-31 08:30:00.000000','sent',1,NULL,NULL,'{"refs":["esneft-2020-21:1.5","esneft-2020-21:1.6","esneft-2020-21:1.6"],"asked":[],"via":["local","demo"]}',NULL,'head.of.edi@esneft.example','48:unreachable:esneft:1:2021-03-31','2021-03-31 08:30:00.000000',NULL,2,NULL);
INSERT INTO "letter" VALUES(58,'rehearsal:kingston:8:reminder:7:2021-03-31',2,'reminder','{"on": "2021-03-31", "actions": [8, 9], "milestones": [9, 10], "for": 7}',8,NULL,NULL,NULL,'2021-03-31 08:30:00.000000','2021-03-31 08:30:00.000000','sent',1,NULL,NULL,'{"refs":[],"rehearsal":true,"drawn":[[8,9],[9,10]],"asked":[],"via":["local","demo"]}',NULL,'edi.partner@shared.example','49:rehearsal:kingston:8:reminder:7:2021-03-31','2021-03-31 08:30:00.000000',NULL,1,NULL);
INSERT INTO "letter" VALUES(59,'reminder:esneft:1:2021-04-01',1,'reminder','{"on": "2021-04-01", "actions": [5], "milestones": [5]}',1,NULL,NULL,NULL,'2021-04-01 09:30:00.000000','2021-04-01 09:30:00.000000','sent',1,NULL,NULL,'{"refs":["esneft-2020-21:2.1"],"plan":"esneft-2020-21","milestones":[5],"drawn":[[5,5]],"passed":{},"asked":[],"via":["local","demo"]}',NULL,'head.of.edi@esneft.example','50:reminder:esneft:1:2021-04-01','2021-04-01 09:30:00.000000',NULL,1,NULL);
INSERT INTO "letter" VALUES(60,'unreachable:esneft:8:2021-04-01',1,'notice','{"what": "unreachable", "on": "2021-04-01"}',8,NULL,NULL,NULL,'2021-04-01 09:30:00.000000','2021-04-01 09:30:00.000000','sent',1,NULL,NULL,'{"refs":["esneft-2020-21:1.5","esneft-2020-21:1.6","esneft-2020-21:1.6","esneft-2020-21:1.3","esneft-2020-21:1.7"],"asked":[],"via":["local","demo"]}',NULL,'edi.partner@shared.example','51:unreachable:esneft:8:2021-04-01','2021-04-01 09:30:00.000000',NULL,2,NULL);
INSERT INTO "letter" VALUES(61,'reminder:kingston:7:2021-04-07',2,'reminder','{"on": "2021-04-07", "actions": [8, 9], "milestones": [9, 10]}',7,NULL,NULL,NULL,'2021-04-07 09:30:00.000000','2021-04-07 09:30:00.000000','sent',1,NULL,NULL,'{"refs":["kingston-2020-21:2.3","kingston-2020-21:9.1"],"plan":"kingston-2020-21","milestones":[9,10],"drawn":[[8,9],[9,10]],"passed":{},"asked":[],"via":["local","demo"]}',NULL,'head.of.hr@kingston.example','56:reminder:kingston:7:2021-04-07','2021-04-07 09:30:00.000000',NULL,1,NULL);
INSERT INTO "letter" VALUES(62,'digest:esneft:esneft-2020-21:1:2020-21Q4',1,'digest','{"plan": 1, "place": 1, "quarter": "2020-21Q4", "going": "2021-04-09T09:00:00+00:00"}',NULL,1,NULL,NULL,'2021-04-07 09:51:00.000000','2021-04-07 10:21:00.000000','sent',2,NULL,NULL,'{"plan":1,"quarter":"2020-21Q4","words":"Our race equality plan: January to March 2021\nOf 7 actions, 1 is finished, 1 is under way and 1 is delayed. For 4 we have no update; that doesn''t mean nothing has happened.\nFinished this quarter: Diversity in the talent strategy.\nThe date has gone by for two actions; their owners are being asked how things stand.\nNext: More interview panels with BAME members; A trained pool of BAME panel members; Report who gets training, by 30 April. By 31 May: 1 action to review.\nThe figures are yearly; nothing new this quarter. 2020, with 2019 in brackets:\n- BME share of all staff: 17% (16.1%). Higher.\n- Getting the job: of every 100 shortlisted, 27 white and 20 BME applicants were appointed. The difference is unlikely to be chance. Closer to equal.\n- Discrimination at work: BME 14.2%, white 6.1%.\nWe don''t have the counts behind the other figures, so we can''t say how much is chance.\nWhat the words mean. BME means Black, Asian and minority ethnic.\nQuestions? Ask the EDI lead. If something has happened to you, please don''t post it here; the Freedom to Speak Up Guardian will listen.","audience":"network","figures":{"WRES 1 2020: staff (computed)":[[["Band 5/bme"],130],[["Band 5/not known"],0],[["Band 5/white"],520],[["Band 7/bme"],30],[["Band 7/not known"],0],[["Band 7/white"],210],[["Band 8a/bme"],12],[["Band 8a/not known"],0],[["Band 8a/white"],90]],"WRES 2 2020: share of applicants who were appointed (computed)":[[["bme/had"],66],[["bme/had not"],256],[["white/had"],391],[["white/had not"],1076]]},"asked":[],"via":["local","demo"]}',NULL,NULL,NULL,'2021-04-07 10:21:00.000000',NULL,0,NULL);
INSERT INTO "letter" VALUES(63,'preview:esneft:esneft-2020-21:1:2020-21Q4:8',1,'preview','{"plan": 1, "place": 1, "quarter": "2020-21Q4", "going": "2021-04-09T09:00:00+00:00", "digest": "digest:esneft:esneft-2020-21:1:2020-21Q4"}',8,NULL,NULL,NULL,'2021-04-07 09:30:00.000000','2021-04-07 09:30:00.000000','sent',1,NULL,NULL,'{"digest":"digest:esneft:esneft-2020-21:1:2020-21Q4","asked":[],"via":["local","demo"]}',NULL,'edi.partner@shared.example','52:preview:esneft:esneft-2020-21:1:2020-21Q4:8','2021-04-07 09:30:00.000000',NULL,2,'2021-04-07 10:21:00.000000');
INSERT INTO "letter" VALUES(64,'preview:esneft:esneft-2020-21:1:2020-21Q4:1',1,'preview','{"plan": 1, "place": 1, "quarter": "2020-21Q4", "going": "2021-04-09T09:00:00+00:00", "digest": "digest:esneft:esneft-2020-21:1:2020-21Q4"}',1,NULL,NULL,NULL,'2021-04-07 09:30:00.000000','2021-04-07 09:30:00.000000','sent',1,NULL,NULL,'{"digest":"digest:esneft:esneft-2020-21:1:2020-21Q4","asked":[],"via":["local","demo"]}',NULL,'head.of.edi@esneft.example','53:preview:esneft:esneft-2020-21:1:2020-21Q4:1','2021-04-07 09:30:00.000000',NULL,2,'2021-04-07 10:21:00.000000');
INSERT INTO "letter" VALUES(65,'digest:esneft:esneft-2020-21:2:2020-21Q4',1,'digest','{"plan": 1, "place": 2, "quarter": "2020-21Q4", "going": "2021-04-09T09:00:00+00:00"}',NULL,2,NULL,NULL,'2021-04-07 10:01:00.000000','9000-01-01 00:00:00.000000','unsure',2,NULL,NULL,'{"plan":1,"quarter":"2020-21Q4","words":"ESNEFT 2020-21, quarter 4 (January to March 2021)\n7 actions. Complete 1. Under way 1. Delayed 1. No update recorded 4. Past date 2.\n\ud83d\udd35 done 1, \ud83d\udfe2 on track 1, \ud83d\udfe0 needs a look 5\nBy section\nSection: 1. Workforce data; Actions: 4; Complete: 0; Under way: 0; Other: 1; No update: 3; Past date: 2\nSection: 2. Recruitment and training; Actions: 3; Complete: 1; Under way: 1; Other: 0; No update: 1; Past date: 0\n\nFinished this quarter\n- 2.5 Diversity in the talent strategy\n\nDates passed by 7 April\n- 1.5 EDI content in managers'' courses: 31 December 2020; no update recorded; owner not asked yet. Assistant Director of Education\n- 1.6 Seats for network chairs: 31 January; no update recorded; owner not asked yet. Director of Governance and Trust Board Chair\n\nDates moved\n- 2.1 Report who gets training: first 31 December 2020, now 30 April 2021 (moved once)\n\nFor decision\n1. 1.7 needs help: \u201cno trainer\u201d. Head of Resourcing\n\nPosts nobody holds\nAssistant Director of Education, Director of Governance and Trust Board Chair.\n\nDates to come\n- 30 April: 1.3, 1.7 and 2.1 (to finish)\n- 31 May: 2.3 (to review)\n\nDelivery beside outcome\nFigures for 2020, with 2019 in brackets:\n- Indicator 1, BME share of all staff: 1 of 7 linked actions complete (2 past their date); 17% (16.1%). Higher.\n- Indicator 2, getting the job: no linked actions; 1.30 (1.42), above 0.8 to 1.25, favours white applicants. Closer to equal. White applicants more likely: 1.30 (1.03 to 1.64).\n- Indicator 8, discrimination at work: no linked actions; BME 14.2%, white 6.1%.\n- Race disparity, lower to upper bands: no linked actions; 1.88.\nThe ratios in full\nIndicator: 2. Getting the job; 2020: 1.30; 2019: 1.42; 0.8 to 1.25: above; Likely range: 1.03 to 1.64; Chance: white applicants more likely, p 0.024\nIndicator: Race disparity, lower to upper bands; 2020: 1.88; 2019: \u2013; 0.8 to 1.25: \u2013; Likely range: \u2013; Chance: \u2013\nThe percentages in full\nIndicator: 1. BME share of all staff; BME 2020: 17%; white 2020: \u2013; BME 2019: 16.1%; Gap: \u2013\nIndicator: 8. Discrimination at work; BME 2020: 14.2%; white 2020: 6.1%; BME 2019: \u2013; Gap: 8.1 points\nLikely range: 95 times of 100 such a range holds the true ratio. p: how often chance alone would give a difference as large (Fisher''s exact test, two-sided); under 0.05 it is called clear.\nWe don''t have the counts behind the other figures, so we can''t say how much is chance.\nPicture: The figures over the years. BME share of all staff: BME 16.1% in 2019, 17% in 2020. Getting the job: 1.42 in 2019, 1.30 in 2020; 2020 is above 0.8 to 1.25. Discrimination at work: BME 14.2% in 2020; white 6.1% in 2020. Race disparity, lower to upper bands: 1.88 in 2020.","audience":"steering","figures":{"WRES 1 2020: staff (computed)":[[["Band 5/bme"],130],[["Band 5/not known"],0],[["Band 5/white"],520],[["Band 7/bme"],30],[["Band 7/not known"],0],[["Band 7/white"],210],[["Band 8a/bme"],12],[["Band 8a/not known"],0],[["Band 8a/white"],90]],"WRES 2 2020: share of applicants who were appointed (computed)":[[["bme/had"],66],[["bme/had not"],256],[["white/had"],391],[["white/had not"],1076]]},"asked":[],"via":["local","demo"]}',NULL,NULL,NULL,NULL,'Nobody can tell whether it arrived.',0,NULL);
INSERT INTO "letter" VALUES(66,'preview:esneft:esneft-2020-21:2:2020-21Q4:8',1,'preview','{"plan": 1, "place": 2, "quarter": "2020-21Q4", "going": "2021-04-09T09:00:00+00:00", "digest": "digest:esneft:esneft-2020-21:2:2020-21Q4"}',8,NULL,NULL,NULL,'2021-04-07 09:30:00.000000','2021-04-07 09:30:00.000000','sent',1,NULL,NULL,'{"digest":"digest:esneft:esneft-2020-21:2:2020-21Q4","asked":[],"via":["local","demo"]}',NULL,'edi.partner@shared.example','54:preview:esneft:esneft-2020-21:2:2020-21Q4:8','2021-04-07 09:30:00.000000',NULL,2,'2021-04-07 10:01:00.000000');
INSERT INTO "letter" VALUES(67,'preview:esneft:esneft-2020-21:2:2020-21Q4:1',1,'preview','{"plan": 1, "place": 2, "quarter": "2020-21Q4", "going": "2021-04-09T09:00:00+00:00", "digest": "digest:esneft:esneft-2020-21:2:2020-21Q4"}',1,NULL,NULL,NULL,'2021-04-07 09:30:00.000000','2021-04-07 09:30:00.000000','sent',1,NULL,NULL,'{"digest":"digest:esneft:esneft-2020-21:2:2020-21Q4","asked":[],"via":["local","demo"]}',NULL,'head.of.edi@esneft.example','55:preview:esneft:esneft-2020-21:2:2020-21Q4:1','2021-04-07 09:30:00.000000',NULL,2,'2021-04-07 10:01:00.000000');
INSERT INTO "letter" VALUES(68,'digest:kingston:kingston-2020-21:4:2020-21Q4',2,'digest','{"plan": 2, "place": 4, "quarter": "2020-21Q4", "going": "2021-04-09T09:00:00+00:00"}',NULL,4,NULL,NULL,'2021-04-07 10:11:00.000000','2021-04-07 10:11:00.000000','dead',1,NULL,NULL,'{"unreachable": true}',NULL,NULL,NULL,NULL,'This channel is closed, or the bot is not in it.',0,NULL);
INSERT INTO "letter" VALUES(69,'preview:kingston:kingston-2020-21:4:2020-21Q4:8',2,'preview','{"plan": 2, "place": 4, "quarter": "2020-21Q4", "going": "2021-04-09T09:00:00+00:00", "digest": "digest:kingston:kingston-2020-21:4:2020-21Q4"}',8,NULL,NULL,NULL,'2021-04-07 09:30:00.000000','2021-04-07 09:30:00.000000','sent',1,NULL,NULL,'{"digest":"digest:kingston:kingston-2020-21:4:2020-21Q4","asked":[],"via":["local","demo"]}',NULL,'edi.partner@shared.example','57:preview:kingston:kingston-2020-21:4:2020-21Q4:8','2021-04-07 09:30:00.000000',NULL,2,'2021-04-07 10:11:00.000000');
INSERT INTO "letter" VALUES(70,'arrived:digest:esneft:esneft-2020-21:1:2020-21Q4:1617789060:8',1,'notice','{"what": "place", "place": 1}',8,NULL,NULL,NULL,'2021-04-07 10:01:00.000000','2021-04-07 10:01:00.000000','sent',1,NULL,NULL,'{"title":"I can''t tell whether the quarterly summary arrived in network.","asked":[],"via":["local","demo"]}','{"title": "I can''t tell whether the quarterly summary arrived in network.", "blocks": [{"line": ["Please look. If it is there, tell me so; if not, send it again. I won''t by myself."], "quiet": false, "kind": "text"}, {"items": [{"label": "It arrived", "says": "digest arrived digest:esneft:esneft-2020-21:1:2020-21Q4", "about": "", "version": null, "strong": false, "origin": ""}, {"label": "Send it again", "says": "digest send digest:esneft:esneft-2020-21:1:2020-21Q4", "about": "", "version": null, "strong": false, "origin": ""}, {"label": "What was sent", "says": "deliveries", "about": "who was reached and who was not", "version": null, "strong": false, "origin": ""}], "kind": "buttons"}], "tone": "attention", "more": null}','edi.partner@shared.example','59:arrived:digest:esneft:esneft-2020-21:1:2020-21Q4:1617789060:8','2021-04-07 10:01:00.000000',NULL,2,NULL);
INSERT INTO "letter" VALUES(71,'arrived:digest:esneft:esneft-2020-21:1:2020-21Q4:1617789060:1',1,'notice','{"what": "place", "place": 1}',1,NULL,NULL,NULL,'2021-04-07 10:01:00.000000','2021-04-07 10:01:00.000000','sent',1,NULL,NULL,'{"title":"I can''t tell whether the quarterly summary arrived in network.","asked":[],"via":["local","demo"]}','{"title": "I can''t tell whether the quarterly summary arrived in network.", "blocks": [{"line": ["Please look. If it is there, tell me so; if not, send it again. I won''t by myself."], "quiet": false, "kind": "text"}, {"items": [{"label": "It arrived", "says": "digest arrived digest:esneft:esneft-2020-21:1:2020-21Q4", "about": "", "version": null, "strong": false, "origin": ""}, {"label": "Send it again", "says": "digest send digest:esneft:esneft-2020-21:1:2020-21Q4", "about": "", "version": null, "strong": false, "origin": ""}, {"label": "What was sent", "says": "deliveries", "about": "who was reached and who was not", "version": null, "strong": false, "origin": ""}], "kind": "buttons"}], "tone": "attention", "more": null}','head.of.edi@esneft.example','60:arrived:digest:esneft:esneft-2020-21:1:2020-21Q4:1617789060:1','2021-04-07 10:01:00.000000',NULL,2,NULL);
INSERT INTO "letter" VALUES(72,'arrived:digest:esneft:esneft-2020-21:2:2020-21Q4:1617789660:8',1,'notice','{"what": "place", "place": 2}',8,NULL,NULL,NULL,'2021-04-07 10:11:00.000000','2021-04-07 10:11:00.000000','sent',1,NULL,NULL,'{"title":"I can''t tell whether the quarterly summary arrived in steering.","asked":[],"via":["local","demo"]}','{"title": "I can''t tell whether the quarterly summary arrived in steering.", "blocks": [{"line": ["Please look. If it is there, tell me so; if not, send it again. I won''t by myself."], "quiet": false, "kind": "text"}, {"items": [{"label": "It arrived", "says": "digest arrived digest:esneft:esneft-2020-21:2:2020-21Q4", "about": "", "version": null, "strong": false, "origin": ""}, {"label": "Send it again", "says": "digest send digest:esneft:esneft-2020-21:2:2020-21Q4", "about": "", "version": null, "strong": false, "origin": ""}, {"label": "What was sent", "says": "deliveries", "about": "who was reached and who was not", "version": null, "strong": false, "origin": ""}], "kind": "buttons"}], "tone": "attention", "more": null}','edi.partner@shared.example','62:arrived:digest:esneft:esneft-2020-21:2:2020-21Q4:1617789660:8','2021-04-07 10:11:00.000000',NULL,2,NULL);
INSERT INTO "letter" VALUES(73,'arrived:digest:esneft:esneft-2020-21:2:2020-21Q4:1617789660:1',1,'notice','{"what": "place", "place": 2}',1,NULL,NULL,NULL,'2021-04-07 10:11:00.000000','2021-04-07 10:11:00.000000','sent',1,NULL,NULL,'{"title":"I can''t tell whether the quarterly summary arrived in steering.","asked":[],"via":["local","demo"]}','{"title": "I can''t tell whether the quarterly summary arrived in steering.", "blocks": [{"line": ["Please look. If it is there, tell me so; if not, send it again. I won''t by myself."], "quiet": false, "kind": "text"}, {"items": [{"label": "It arrived", "says": "digest arrived digest:esneft:esneft-2020-21:2:2020-21Q4", "about": "", "version": null, "strong": false, "origin": ""}, {"label": "Send it again", "says": "digest send digest:esneft:esneft-2020-21:2:2020-21Q4", "about": "", "version": null, "strong": false, "origin": ""}, {"label": "What was sent", "says": "deliveries", "about": "who was reached and who was not", "version": null, "strong": false, "origin": ""}], "kind": "buttons"}], "tone": "attention", "more": null}','head.of.edi@esneft.example','63:arrived:digest:esneft:esneft-2020-21:2:2020-21Q4:1617789660:1','2021-04-07 10:11:00.000000',NULL,2,NULL);
INSERT INTO "letter" VALUES(74,'trouble:kingston:4:2021-04-07:8',2,'notice','{"what": "place", "place": 4}',8,NULL,NULL,NULL,'2021-04-07 10:18:00.000000','2021-04-07 10:18:00.000000','sent',1,NULL,NULL,'{"title":"I couldn''t post the quarterly summary in kingston-network.","asked":[],"via":["local","demo"]}','{"title": "I couldn''t post the quarterly summary in kingston-network.", "blocks": [{"line": ["This channel is closed, or the bot is not in it."], "quiet": false, "kind": "text"}, {"line": ["I''ll post nothing there until you name the channel again: in it, type use this channel for network. This quarter''s summary then goes out at once."], "quiet": false, "kind": "text"}, {"items": [{"label": "What was sent", "says": "deliveries", "about": "who was reached and who was not", "version": null, "strong": false, "origin": ""}], "kind": "buttons"}], "tone": "attention", "more": null}','edi.partner@shared.example','64:trouble:kingston:4:2021-04-07:8','2021-04-07 10:21:00.000000',NULL,2,NULL);
INSERT INTO "letter" VALUES(75,'reminder:esneft:1:2021-04-30',1,'reminder','{"on": "2021-04-30", "actions": [5], "milestones": [5]}',1,NULL,NULL,NULL,'2021-04-30 08:30:00.000000','2021-04-30 08:30:40.000000','moot',1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'It could not be reached.',1,NULL);
INSERT INTO "letter" VALUES(76,'reminder:esneft:2:2021-04-30',1,'reminder','{"on": "2021-04-30", "actions": [1, 4], "milestones": [1, 4]}',2,NULL,NULL,NULL,'2021-04-30 08:30:00.000000','2021-04-30 08:30:00.000000','dead',1,NULL,NULL,'{"unreachable": true}',NULL,NULL,NULL,NULL,'their account on this page takes no messages',1,NULL);
INSERT INTO "letter" VALUES(77,'reminder:esneft:3:2021-04-30',1,'reminder','{"on": "2021-04-30", "actions": [6], "milestones": [7]}',3,NULL,NULL,NULL,'2021-04-30 08:30:00.000000','2021-04-30 08:30:00.000000','sent',1,NULL,NULL,'{"refs":["esneft-2020-21:2.3"],"plan":"esneft-2020-21","milestones":[7],"drawn":[[6,7]],"passed":{},"asked":[],"via":["local","demo"]}',NULL,'head.of.employee.relations@esneft.example','65:reminder:esneft:3:2021-04-30','2021-04-30 08:30:00.000000',NULL,1,NULL);
INSERT INTO "letter" VALUES(78,'unreachable:esneft:8:2021-04-30',1,'notice','{"what": "unreachable", "on": "2021-04-30"}',8,NULL,NULL,NULL,'2021-04-30 08:30:00.000000','2021-04-30 08:30:00.000000','sent',1,NULL,NULL,'{"refs":["esneft-2020-21:1.5","esneft-2020-21:1.6","esneft-2020-21:1.6"],"asked":[],"via":["local","demo"]}',NULL,'edi.partner@shared.example','66:unreachable:esneft:8:2021-04-30','2021-04-30 08:30:00.000000',NULL,2,NULL);
INSERT INTO "letter" VALUES(79,'unreachable:esneft:1:2021-04-30',1,'notice','{"what": "unreachable", "on": "2021-04-30"}',1,NULL,NULL,NULL,'2021-04-30 08:30:00.000000','2021-04-30 08:30:00.000000','sent',1,NULL,NULL,'{"refs":["esneft-2020-21:1.5","esneft-2020-21:1.6","esneft-2020-21:1.6"],"asked":[],"via":["local","demo"]}',NULL,'head.of.edi@esneft.example','67:unreachable:esneft:1:2021-04-30','2021-04-30 08:30:00.000000',NULL,2,NULL);
INSERT INTO "letter" VALUES(80,'reminder:kingston:7:2021-04-30',2,'reminder','{"on": "2021-04-30", "actions": [8, 9], "milestones": [9, 10]}',7,NULL,NULL,NULL,'2021-04-30 08:30:00.000000','2021-04-30 08:30:00.000000','sent',1,NULL,NULL,'{"refs":["kingston-2020-21:2.3","kingston-2020-21:9.1"],"plan":"kingston-2020-21","milestones":[9,10],"drawn":[[8,9],[9,10]],"passed":{},"asked":[],"via":["local","demo"]}',NULL,'head.of.hr@kingston.example','68:reminder:kingston:7:2021-04-30','2021-04-30 08:30:00.000000',NULL,1,NULL);
INSERT INTO "letter" VALUES(81,'reminder:esneft:1:2021-06-30',1,'reminder','{"on": "2021-06-30", "actions": [5], "milestones": [5]}',1,NULL,NULL,NULL,'2021-06-30 08:30:00.000000','2021-06-30 08:30:00.000000','sent',1,NULL,NULL,'{"refs":["esneft-2020-21:2.1"],"plan":"esneft-2020-21","milestones":[5],"drawn":[[5,5]],"passed":{"5":"2021-06-30"},"asked":[5],"via":["local","demo"]}',NULL,'head.of.edi@esneft.example','69:reminder:esneft:1:2021-06-30','2021-06-30 08:30:00.000000',NULL,1,NULL);
INSERT INTO "letter" VALUES(82,'reminder:esneft:2:2021-06-30',1,'reminder','{"on": "2021-06-30", "actions": [1, 4], "milestones": [1, 4]}',2,NULL,NULL,NULL,'2021-06-30 08:30:00.000000','2021-06-30 08:30:00.000000','dead',1,NULL,NULL,'{"unreachable": true}',NULL,NULL,NULL,NULL,'their account on this page takes no messages',1,NULL);
INSERT INTO "letter" VALUES(83,'reminder:esneft:3:2021-06-30',1,'reminder','{"on": "2021-06-30", "actions": [6], "milestones": [7]}',3,NULL,NULL,NULL,'2021-06-30 08:30:00.000000','2021-06-30 08:30:00.000000','sent',1,NULL,NULL,'{"refs":["esneft-2020-21:2.3"],"plan":"esneft-2020-21","milestones":[7],"drawn":[[6,7]],"passed":{"7":"2021-06-30"},"asked":[],"via":["local","demo"]}',NULL,'head.of.employee.relations@esneft.example','70:reminder:esneft:3:2021-06-30','2021-06-30 08:30:00.000000',NULL,1,'2021-07-05 09:44:00.000000');
INSERT INTO "letter" VALUES(84,'unreachable:esneft:8:2021-06-30',1,'notice','{"what": "unreachable", "on": "2021-06-30"}',8,NULL,NULL,NULL,'2021-06-30 08:30:00.000000','2021-06-30 08:30:00.000000','sent',1,NULL,NULL,'{"refs":["esneft-2020-21:1.5","esneft-2020-21:1.6","esneft-2020-21:1.6"],"asked":[],"via":["local","demo"]}',NULL,'edi.partner@shared.example','71:unreachable:esneft:8:2021-06-30','2021-06-30 08:30:00.000000',NULL,2,NULL);
INSERT INTO "letter" VALUES(85,'unreachable:esneft:1:2021-06-30',1,'notice','{"what": "unreachable", "on": "2021-06-30"}',1,NULL,NULL,NULL,'2021-06-30 08:30:00.000000','2021-06-30 08:30:00.000000','sent',1,NULL,NULL,'{"refs":["esneft-2020-21:1.5","esneft-2020-21:1.6","esneft-2020-21:1.6"],"asked":[],"via":["local","demo"]}',NULL,'head.of.edi@esneft.example','72:unreachable:esneft:1:2021-06-30','2021-06-30 08:30:00.000000',NULL,2,NULL);
INSERT INTO "letter" VALUES(86,'reminder:kingston:7:2021-06-30',2,'reminder','{"on": "2021-06-30", "actions": [8, 9], "milestones": [9, 10]}',7,NULL,NULL,NULL,'2021-06-30 08:30:00.000000','2021-06-30 08:30:00.000000','sent',1,NULL,NULL,'{"refs":["kingston-2020-21:2.3","kingston-2020-21:9.1"],"plan":"kingston-2020-21","milestones":[9,10],"drawn":[[8,9],[9,10]],"passed":{"9":"2021-06-30","10":"2021-06-30"},"asked":[8,9],"via":["local","demo"]}',NULL,'head.of.hr@kingston.example','73:reminder:kingston:7:2021-06-30','2021-06-30 08:30:00.000000',NULL,1,NULL);
INSERT INTO "letter" VALUES(87,'digest:esneft:esneft-2020-21:1:2021-22Q1',1,'digest','{"plan": 1, "place": 1, "quarter": "2021-22Q1", "going": "2021-07-07T09:00:00+00:00"}',NULL,1,NULL,NULL,'2021-07-05 10:19:00.000000','9000-01-01 00:00:00.000000','waiting',0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL);
INSERT INTO "letter" VALUES(88,'preview:esneft:esneft-2020-21:1:2021-22Q1:8',1,'preview','{"plan": 1, "place": 1, "quarter": "2021-22Q1", "going": "2021-07-07T09:00:00+00:00", "digest": "digest:esneft:esneft-2020-21:1:2021-22Q1"}',8,NULL,NULL,NULL,'2021-07-05 09:30:00.000000','2021-07-05 09:30:00.000000','claimed',1,'2021-07-05 10:31:00.000000','process-2','{"refs": [], "asked": [], "via": ["local", "demo"]}',NULL,NULL,NULL,NULL,NULL,2,NULL);
INSERT INTO "letter" VALUES(89,'preview:esneft:esneft-2020-21:1:2021-22Q1:1',1,'preview','{"plan": 1, "place": 1, "quarter": "2021-22Q1", "going": "2021-07-07T09:00:00+00:00", "digest": "digest:esneft:esneft-2020-21:1:2021-22Q1"}',1,NULL,NULL,NULL,'2021-07-05 09:30:00.000000','2021-07-05 09:30:00.000000','claimed',1,'2021-07-05 10:31:00.000000','process-2',NULL,NULL,NULL,NULL,NULL,NULL,2,NULL);
INSERT INTO "letter" VALUES(90,'digest:esneft:esneft-2020-21:2:2021-22Q1',1,'digest','{"plan": 1, "place": 2, "quarter": "2021-22Q1", "going": "2021-07-07T09:00:00+00:00"}',NULL,2,NULL,NULL,'2021-07-05 09:30:00.000000','2021-07-07 09:00:00.000000','waiting',0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL);
INSERT INTO "letter" VALUES(91,'preview:esneft:esneft-2020-21:2:2021-22Q1:8',1,'preview','{"plan": 1, "place": 2, "quarter": "2021-22Q1", "going": "2021-07-07T09:00:00+00:00", "digest": "digest:esneft:esneft-2020-21:2:2021-22Q1"}',8,NULL,NULL,NULL,'2021-07-05 09:30:00.000000','2021-07-05 10:26:40.000000','retry',1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'It could not be reached.',2,NULL);
INSERT INTO "letter" VALUES(92,'preview:esneft:esneft-2020-21:2:2021-22Q1:1',1,'preview','{"plan": 1, "place": 2, "quarter": "2021-22Q1", "going": "2021-07-07T09:00:00+00:00", "digest": "digest:esneft:esneft-2020-21:2:2021-22Q1"}',1,NULL,NULL,NULL,'2021-07-05 09:30:00.000000','2021-07-05 10:28:00.000000','unsure',1,NULL,NULL,'{"digest":"digest:esneft:esneft-2020-21:2:2021-22Q1","asked":[],"via":["local","demo"]}',NULL,NULL,NULL,NULL,'no answer came back',2,NULL);
INSERT INTO "letter" VALUES(93,'notice:esneft:8:2.3:local:demo:m61',1,'notice','{"action": 6, "why": "need help"}',8,NULL,NULL,NULL,'2021-07-05 09:44:00.000000','2021-07-05 09:44:00.000000','sent',1,NULL,NULL,'{"title":"Head of Employee Relations asks for help with 2.3.","drawn":[[6,null]],"asked":[],"via":["local","demo"]}','{"title": "Head of Employee Relations asks for help with 2.3.", "blocks": [{"line": ["2.3 Cultural Ambassadors (ESNEFT 2020-21)"], "quiet": false, "kind": "text"}, {"line": ["\u201cno room\u201d"], "quiet": false, "kind": "text"}, {"items": [{"label": "Show 2.3", "says": "show esneft-2020-21:2.3", "about": "Cultural Ambassadors", "version": null, "strong": false, "origin": ""}, {"label": "No longer needed", "says": "need help esneft-2020-21:2.3 no longer", "about": "2.3 Cultural Ambassadors", "version": 7, "strong": false, "origin": ""}], "kind": "buttons"}], "tone": "attention", "more": null}','edi.partner@shared.example','75:notice:esneft:8:2.3:local:demo:m61','2021-07-05 10:26:00.000000',NULL,2,NULL);
INSERT INTO "letter" VALUES(94,'notice:esneft:1:2.3:local:demo:m61',1,'notice','{"action": 6, "why": "need help"}',1,NULL,NULL,NULL,'2021-07-05 09:44:00.000000','2021-07-05 09:44:00.000000','sent',1,NULL,NULL,'{"title":"Head of Employee Relations asks for help with 2.3.","drawn":[[6,null]],"asked":[],"via":["local","demo"]}','{"title": "Head of Employee Relations asks for help with 2.3.", "blocks": [{"line": ["2.3 Cultural Ambassadors (ESNEFT 2020-21)"], "quiet": false, "kind": "text"}, {"line": ["\u201cno room\u201d"], "quiet": false, "kind": "text"}, {"items": [{"label": "Show 2.3", "says": "show esneft-2020-21:2.3", "about": "Cultural Ambassadors", "version": null, "strong": false, "origin": ""}, {"label": "No longer needed", "says": "need help esneft-2020-21:2.3 no longer", "about": "2.3 Cultural Ambassadors", "version": 7, "strong": false, "origin": ""}], "kind": "buttons"}], "tone": "attention", "more": null}','head.of.edi@esneft.example','76:notice:esneft:1:2.3:local:demo:m61','2021-07-05 10:26:00.000000',NULL,2,NULL);
INSERT INTO "letter" VALUES(95,'answer:esneft:2:minutes:local:demo:m64',1,'answer','{"plan": 1, "why": "minutes"}',2,NULL,NULL,NULL,'2021-07-05 10:05:00.000000','2021-07-05 10:05:00.000000','sent',1,NULL,NULL,'{"title":"ESNEFT 2020-21: for the minutes","asked":[],"via":["local","demo"]}','{"title": "ESNEFT 2020-21: for the minutes", "blocks": [{"line": ["Position on Monday 5 July 2021."], "quiet": false, "kind": "text"}, {"line": ["1 of 7 complete. 2 under way, 1 delayed and 3 with no update recorded."], "quiet": false, "kind": "text"}, {"line": ["Five dates passed: 1.5 EDI content in managers'' courses (31 December 2020); 1.6 Seats for network chairs (31 January); 1.3 More interview panels with BAME members (30 April); 1.7 A trained pool of BAME panel members (30 April); 2.1 Report who gets training (30 April). 1 of the owners asked so far."], "quiet": false, "kind": "text"}, {"line": ["One review date passed: 2.3 Cultural Ambassadors (31 May)."], "quiet": false, "kind": "text"}, {"line": ["Help asked for: 1.7 and 2.3."], "quiet": false, "kind": "text"}, {"text": "Dates passed", "kind": "heading"}, {"items": [[{"text": "1.3", "kind": "bold"}, " More interview panels with BAME members, 30 April 2021. Head of Resourcing"], [{"text": "1.5", "kind": "bold"}, " EDI content in managers'' courses, 31 December 2020. Assistant Director of Education"], [{"text": "1.6", "kind": "bold"}, " Seats for network chairs, 31 January 2021. Director of Governance and Trust Board Chair"], [{"text": "1.7", "kind": "bold"}, " A trained pool of BAME panel members, 30 April 2021. Head of Resourcing"], [{"text": "2.1", "kind": "bold"}, " Report who gets training, 30 April 2021. Head of EDI"]], "ordered": false, "kind": "bullets"}], "tone": "plain", "more": null}','head.of.resourcing@esneft.example','77:answer:esneft:2:minutes:local:demo:m64','2021-07-05 10:26:00.000000',NULL,2,NULL);
INSERT INTO "letter" VALUES(96,'answer:esneft:2:picture:2:2021-07-05',1,'answer','{"what": "picture", "code": "2"}',2,NULL,NULL,NULL,'2021-07-05 10:12:00.000000','2021-07-05 10:12:00.000000','waiting',0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,2,NULL);
INSERT INTO "letter" VALUES(97,'strangers:esneft:2021-07-05:8',1,'notice','{"what": "strangers", "since": "2021-07-05T10:26:00+00:00"}',8,NULL,NULL,NULL,'2021-07-05 10:26:00.000000','2021-07-05 10:26:00.000000','waiting',0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,2,NULL);
INSERT INTO "letter" VALUES(98,'strangers:esneft:2021-07-05:1',1,'notice','{"what": "strangers", "since": "2021-07-05T10:26:00+00:00"}',1,NULL,NULL,NULL,'2021-07-05 10:26:00.000000','2021-07-05 10:26:00.000000','retry',1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'Nobody could tell whether it arrived, so it is sent once more.',2,NULL);
INSERT INTO "letter" VALUES(99,'reminder:esneft:2:2021-07-06',1,'reminder','{"on": "2021-07-06", "actions": [1], "milestones": [1]}',2,NULL,NULL,NULL,'2021-07-06 08:30:00.000000','2021-07-06 08:30:00.000000','waiting',0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1,NULL);
CREATE TABLE membership (
	id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	trust_id INTEGER NOT NULL, 
	role VARCHAR NOT NULL, 
	starts DATE NOT NULL, 
	ends DATE, 
	CONSTRAINT pk_membership PRIMARY KEY (id), 
	CONSTRAINT ck_membership_role CHECK (role IN ('coordinator', 'chair', 'network chair', 'admin', 'steering member', 'member')), 
	CONSTRAINT ck_membership_dates CHECK (ends IS NULL OR ends >= starts), 
	CONSTRAINT fk_membership_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT fk_membership_trust_id FOREIGN KEY(trust_id) REFERENCES trust (id), 
	CONSTRAINT uq_membership_person_id_trust_id_role_starts UNIQUE (person_id, trust_id, role, starts)
);
INSERT INTO "membership" VALUES(1,5,1,'chair','2020-04-01',NULL);
INSERT INTO "membership" VALUES(2,6,1,'member','2020-04-01',NULL);
INSERT INTO "membership" VALUES(3,1,1,'coordinator','2020-04-01',NULL);
INSERT INTO "membership" VALUES(4,8,1,'coordinator','2020-04-01',NULL);
INSERT INTO "membership" VALUES(5,8,2,'coordinator','2020-04-01',NULL);
CREATE TABLE milestone (
	id INTEGER NOT NULL, 
	action_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	due DATE, 
	until DATE, 
	original_due DATE, 
	published DATE, 
	precision VARCHAR NOT NULL, 
	period VARCHAR, 
	label VARCHAR, 
	words VARCHAR NOT NULL, 
	assumption VARCHAR, 
	interval_months INTEGER, 
	anchor DATE, 
	met_on DATE, 
	slips INTEGER NOT NULL, 
	CONSTRAINT pk_milestone PRIMARY KEY (id), 
	CONSTRAINT ck_milestone_kind CHECK (kind IN ('deadline', 'review', 'start', 'recurring', 'ongoing', 'opportunistic')), 
	CONSTRAINT ck_milestone_precision CHECK (precision IN ('day', 'month', 'quarter', 'season', 'year', 'none')), 
	CONSTRAINT ck_milestone_interval CHECK (interval_months IS NULL OR interval_months > 0 AND anchor IS NOT NULL), 
	CONSTRAINT ck_milestone_recurring_is_never_met CHECK (met_on IS NULL OR interval_months IS NULL), 
	CONSTRAINT ck_milestone_slips CHECK (slips >= 0 AND (slips = 0 OR original_due IS NOT NULL)), 
	CONSTRAINT ck_milestone_window CHECK (until IS NULL OR due IS NOT NULL AND until >= due), 
	CONSTRAINT fk_milestone_action_id FOREIGN KEY(action_id) REFERENCES action (id), 
	CONSTRAINT uq_milestone_action_id_position UNIQUE (action_id, position)
);
INSERT INTO "milestone" VALUES(1,1,0,'deadline','2021-04-30','2021-04-30',NULL,NULL,'month',NULL,NULL,'April 2021',NULL,NULL,NULL,NULL,0);
INSERT INTO "milestone" VALUES(2,2,0,'deadline','2020-12-31','2020-12-31',NULL,NULL,'month',NULL,NULL,'December 2020',NULL,NULL,NULL,NULL,0);
INSERT INTO "milestone" VALUES(3,3,0,'deadline','2021-01-31','2021-01-31',NULL,NULL,'month',NULL,NULL,'January 2021',NULL,NULL,NULL,NULL,0);
INSERT INTO "milestone" VALUES(4,4,0,'deadline','2021-04-30','2021-04-30',NULL,NULL,'month',NULL,NULL,'April 2021',NULL,NULL,NULL,NULL,0);
INSERT INTO "milestone" VALUES(5,5,0,'deadline','2021-04-30','2021-04-30','2020-12-31',NULL,'day',NULL,NULL,'December 2020',NULL,NULL,NULL,NULL,1);
INSERT INTO "milestone" VALUES(6,6,0,'start','2020-11-01','2020-11-30',NULL,NULL,'month',NULL,'launch','November 2020 (launch)',NULL,NULL,NULL,'2021-01-11',0);
INSERT INTO "milestone" VALUES(7,6,1,'review','2021-05-31','2021-05-31',NULL,NULL,'month',NULL,'mid-year review','May 2021 (mid-year review)',NULL,NULL,NULL,NULL,0);
INSERT INTO "milestone" VALUES(8,7,0,'deadline','2021-01-31','2021-01-31',NULL,NULL,'month',NULL,NULL,'January 2021',NULL,NULL,NULL,'2021-01-11',0);
INSERT INTO "milestone" VALUES(9,8,0,'deadline','2021-04-30','2021-04-30',NULL,NULL,'month',NULL,NULL,'April 2021',NULL,NULL,NULL,NULL,0);
INSERT INTO "milestone" VALUES(10,9,0,'deadline','2021-04-30','2021-04-30',NULL,NULL,'month',NULL,NULL,'April 2021',NULL,NULL,NULL,NULL,0);
CREATE TABLE ownership (
	id INTEGER NOT NULL, 
	action_id INTEGER NOT NULL, 
	post_id INTEGER NOT NULL, 
	lead BOOLEAN NOT NULL, 
	basis VARCHAR, 
	position INTEGER NOT NULL, 
	CONSTRAINT pk_ownership PRIMARY KEY (id), 
	CONSTRAINT fk_ownership_action_id FOREIGN KEY(action_id) REFERENCES action (id), 
	CONSTRAINT fk_ownership_post_id FOREIGN KEY(post_id) REFERENCES post (id), 
	CONSTRAINT uq_ownership_action_id_post_id UNIQUE (action_id, post_id)
);
INSERT INTO "ownership" VALUES(1,1,2,1,NULL,0);
INSERT INTO "ownership" VALUES(2,2,6,1,NULL,0);
INSERT INTO "ownership" VALUES(3,3,4,1,NULL,0);
INSERT INTO "ownership" VALUES(4,3,7,0,NULL,1);
INSERT INTO "ownership" VALUES(5,4,2,1,NULL,0);
INSERT INTO "ownership" VALUES(7,6,3,1,NULL,0);
INSERT INTO "ownership" VALUES(8,7,1,1,NULL,0);
INSERT INTO "ownership" VALUES(9,8,5,1,NULL,0);
INSERT INTO "ownership" VALUES(10,9,5,1,NULL,0);
INSERT INTO "ownership" VALUES(11,5,1,1,'explicit',0);
CREATE TABLE person (
	id INTEGER NOT NULL, 
	email VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	active BOOLEAN NOT NULL, 
	confirmed_at DATETIME, 
	CONSTRAINT pk_person PRIMARY KEY (id), 
	CONSTRAINT ck_person_lower CHECK (email = lower(email)), 
	CONSTRAINT uq_person_email UNIQUE (email)
);
INSERT INTO "person" VALUES(1,'head.of.edi@esneft.example','Head of EDI',1,'2021-01-04 09:30:00.000000');
INSERT INTO "person" VALUES(2,'head.of.resourcing@esneft.example','Head of Resourcing',1,'2021-01-04 09:30:00.000000');
INSERT INTO "person" VALUES(3,'head.of.employee.relations@esneft.example','Head of Employee Relations',1,'2021-01-04 09:30:00.000000');
INSERT INTO "person" VALUES(4,'governance@esneft.example','Director of Governance',1,'2021-01-04 09:30:00.000000');
INSERT INTO "person" VALUES(5,'steering.chair@esneft.example','Steering group chair',1,'2021-01-04 09:30:00.000000');
INSERT INTO "person" VALUES(6,'network.member@esneft.example','Network member',1,'2021-01-04 09:30:00.000000');
INSERT INTO "person" VALUES(7,'head.of.hr@kingston.example','Head of HR',1,'2021-01-04 09:30:00.000000');
INSERT INTO "person" VALUES(8,'edi.partner@shared.example','EDI partner',1,'2021-01-04 09:30:00.000000');
CREATE TABLE person_address (
	id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	email VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_person_address PRIMARY KEY (id), 
	CONSTRAINT ck_person_address_lower CHECK (email = lower(email)), 
	CONSTRAINT fk_person_address_person_id_person FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT uq_person_address_email UNIQUE (email)
);
INSERT INTO "person_address" VALUES(1,2,'second.address@esneft.example','2021-01-11 15:05:00.000000');
CREATE TABLE picture (
	digest VARCHAR NOT NULL, 
	png BLOB NOT NULL, 
	until DATETIME NOT NULL, 
	CONSTRAINT pk_picture PRIMARY KEY (digest)
);
INSERT INTO "picture" VALUES('0000000000000000',X'504E47','2021-08-04 10:26:00.000000');
CREATE TABLE place (
	id INTEGER NOT NULL, 
	trust_id INTEGER NOT NULL, 
	plan_id INTEGER, 
	platform VARCHAR NOT NULL, 
	workspace VARCHAR NOT NULL, 
	external VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	audience VARCHAR, 
	private BOOLEAN NOT NULL, 
	shared BOOLEAN NOT NULL, 
	state VARCHAR NOT NULL, 
	trouble VARCHAR, 
	CONSTRAINT pk_place PRIMARY KEY (id), 
	CONSTRAINT ck_place_trouble CHECK ((state = 'ok') = (trouble IS NULL)), 
	CONSTRAINT ck_place_audience CHECK (audience IS NULL OR audience IN ('network', 'steering', 'leads')), 
	CONSTRAINT ck_place_kind CHECK (kind IN ('channel', 'group', 'direct')), 
	CONSTRAINT ck_place_state CHECK (state IN ('ok', 'quarantined')), 
	CONSTRAINT fk_place_plan_id FOREIGN KEY(plan_id) REFERENCES "plan" (id), 
	CONSTRAINT fk_place_trust_id FOREIGN KEY(trust_id) REFERENCES trust (id), 
	CONSTRAINT uq_place_platform_workspace_external UNIQUE (platform, workspace, external)
);
INSERT INTO "place" VALUES(1,1,NULL,'local','demo','network','network','channel','network',0,0,'ok',NULL);
INSERT INTO "place" VALUES(2,1,NULL,'local','demo','steering','steering','channel','steering',1,0,'ok',NULL);
INSERT INTO "place" VALUES(3,1,NULL,'local','demo','leads','leads','channel','leads',1,0,'ok',NULL);
INSERT INTO "place" VALUES(4,2,NULL,'local','demo','kingston-network','kingston-network','channel','network',0,0,'quarantined','This channel is closed, or the bot is not in it.');
CREATE TABLE "plan" (
	id INTEGER NOT NULL, 
	trust_id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	year VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	starts DATE NOT NULL, 
	ends DATE NOT NULL, 
	closed_at DATETIME, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_plan PRIMARY KEY (id), 
	CONSTRAINT ck_plan_dates CHECK (ends > starts), 
	CONSTRAINT fk_plan_trust_id FOREIGN KEY(trust_id) REFERENCES trust (id), 
	CONSTRAINT uq_plan_name UNIQUE (name), 
	CONSTRAINT uq_plan_trust_id_year UNIQUE (trust_id, year)
);
INSERT INTO "plan" VALUES(1,1,'esneft-2020-21','2020-21','ESNEFT 2020-21','2020-04-01','2021-03-31',NULL,1);
INSERT INTO "plan" VALUES(2,2,'kingston-2020-21','2020-21','Kingston 2020-21','2020-04-01','2021-03-31','2021-07-06 08:37:00.000000',2);
CREATE TABLE post (
	id INTEGER NOT NULL, 
	trust_id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	CONSTRAINT pk_post PRIMARY KEY (id), 
	CONSTRAINT fk_post_trust_id FOREIGN KEY(trust_id) REFERENCES trust (id), 
	CONSTRAINT uq_post_trust_id_key UNIQUE (trust_id, "key")
);
INSERT INTO "post" VALUES(1,1,'Head of EDI','head of edi');
INSERT INTO "post" VALUES(2,1,'Head of Resourcing','head of resourcing');
INSERT INTO "post" VALUES(3,1,'Head of Employee Relations','head of employee relations');
INSERT INTO "post" VALUES(4,1,'Director of Governance','director of governance');
INSERT INTO "post" VALUES(5,2,'Head of HR','head of hr');
INSERT INTO "post" VALUES(6,1,'Assistant Director of Education','assistant director of education');
INSERT INTO "post" VALUES(7,1,'Trust Board Chair','trust board chair');
CREATE TABLE post_alias (
	id INTEGER NOT NULL, 
	trust_id INTEGER NOT NULL, 
	post_id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	CONSTRAINT pk_post_alias PRIMARY KEY (id), 
	CONSTRAINT fk_post_alias_post_id FOREIGN KEY(post_id) REFERENCES post (id), 
	CONSTRAINT fk_post_alias_trust_id FOREIGN KEY(trust_id) REFERENCES trust (id), 
	CONSTRAINT uq_post_alias_trust_id_key UNIQUE (trust_id, "key")
);
CREATE TABLE preference (
	id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	value VARCHAR NOT NULL, 
	CONSTRAINT pk_preference PRIMARY KEY (id), 
	CONSTRAINT fk_preference_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT uq_preference_person_id_name UNIQUE (person_id, name)
);
INSERT INTO "preference" VALUES(1,8,'plan','kingston-2020-21');
INSERT INTO "preference" VALUES(2,2,'reminders','on');
INSERT INTO "preference" VALUES(3,4,'reminders','off');
INSERT INTO "preference" VALUES(4,1,'plan','esneft-2020-21');
CREATE TABLE section (
	id INTEGER NOT NULL, 
	plan_id INTEGER NOT NULL, 
	number VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	objective VARCHAR, 
	CONSTRAINT pk_section PRIMARY KEY (id), 
	CONSTRAINT fk_section_plan_id FOREIGN KEY(plan_id) REFERENCES "plan" (id), 
	CONSTRAINT uq_section_plan_id_number UNIQUE (plan_id, number)
);
INSERT INTO "section" VALUES(1,1,'1','Workforce data',1,NULL);
INSERT INTO "section" VALUES(2,1,'2','Recruitment and training',2,NULL);
INSERT INTO "section" VALUES(3,2,'2','Recruitment and training',2,NULL);
INSERT INTO "section" VALUES(4,2,'9','Everything else',9,NULL);
CREATE TABLE shown (
	action_id INTEGER NOT NULL, 
	letter_id INTEGER NOT NULL, 
	CONSTRAINT pk_shown PRIMARY KEY (action_id, letter_id), 
	CONSTRAINT fk_shown_action_id_action FOREIGN KEY(action_id) REFERENCES action (id), 
	CONSTRAINT fk_shown_letter_id_letter FOREIGN KEY(letter_id) REFERENCES letter (id) ON DELETE CASCADE
);
INSERT INTO "shown" VALUES(6,1);
INSERT INTO "shown" VALUES(7,12);
INSERT INTO "shown" VALUES(3,13);
INSERT INTO "shown" VALUES(6,23);
INSERT INTO "shown" VALUES(4,26);
INSERT INTO "shown" VALUES(4,27);
INSERT INTO "shown" VALUES(6,28);
INSERT INTO "shown" VALUES(6,29);
INSERT INTO "shown" VALUES(6,32);
INSERT INTO "shown" VALUES(6,33);
INSERT INTO "shown" VALUES(1,41);
INSERT INTO "shown" VALUES(1,42);
INSERT INTO "shown" VALUES(5,54);
INSERT INTO "shown" VALUES(1,55);
INSERT INTO "shown" VALUES(4,55);
INSERT INTO "shown" VALUES(8,58);
INSERT INTO "shown" VALUES(9,58);
INSERT INTO "shown" VALUES(5,59);
INSERT INTO "shown" VALUES(8,61);
INSERT INTO "shown" VALUES(9,61);
INSERT INTO "shown" VALUES(5,75);
INSERT INTO "shown" VALUES(6,77);
INSERT INTO "shown" VALUES(8,80);
INSERT INTO "shown" VALUES(9,80);
INSERT INTO "shown" VALUES(5,81);
INSERT INTO "shown" VALUES(6,83);
INSERT INTO "shown" VALUES(8,86);
INSERT INTO "shown" VALUES(9,86);
INSERT INTO "shown" VALUES(6,93);
INSERT INTO "shown" VALUES(6,94);
CREATE TABLE snapshot (
	id INTEGER NOT NULL, 
	trust_id INTEGER NOT NULL, 
	standard VARCHAR NOT NULL, 
	code VARCHAR NOT NULL, 
	measure VARCHAR NOT NULL, 
	breakdown VARCHAR NOT NULL, 
	"group" VARCHAR NOT NULL, 
	period VARCHAR NOT NULL, 
	basis VARCHAR NOT NULL, 
	source VARCHAR NOT NULL, 
	revision INTEGER NOT NULL, 
	value FLOAT, 
	reason VARCHAR, 
	unit VARCHAR NOT NULL, 
	numerator FLOAT, 
	denominator FLOAT, 
	national FLOAT, 
	peer FLOAT, 
	survey_year INTEGER, 
	published_text VARCHAR, 
	period_basis VARCHAR NOT NULL, 
	commentary VARCHAR, 
	recomputed VARCHAR, 
	agrees BOOLEAN, 
	note VARCHAR, 
	as_of DATE, 
	CONSTRAINT pk_snapshot PRIMARY KEY (id), 
	CONSTRAINT ck_snapshot_basis CHECK (basis IN ('published', 'computed', 'derived', 'benchmark', 'target')), 
	CONSTRAINT ck_snapshot_revision CHECK (revision >= 1), 
	CONSTRAINT ck_snapshot_value_or_reason CHECK (value IS NOT NULL OR reason IS NOT NULL), 
	CONSTRAINT fk_snapshot_trust_id FOREIGN KEY(trust_id) REFERENCES trust (id), 
	CONSTRAINT uq_snapshot_key UNIQUE (trust_id, standard, code, measure, breakdown, "group", period, basis, source, revision)
);
INSERT INTO "snapshot" VALUES(1,1,'WRES','1','workforce share','','bme','2020','published','WRES report 2020',1,17.0,NULL,'%',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "snapshot" VALUES(2,1,'WRES','1','workforce share','','bme','2019','published','WRES report 2020',1,16.1,NULL,'%',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "snapshot" VALUES(3,1,'WRES','2','relative likelihood white/BME: being appointed from shortlisting','','ratio','2020','published','WRES report 2020',1,1.3,NULL,'ratio',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "snapshot" VALUES(4,1,'WRES','2','relative likelihood white/BME: being appointed from shortlisting','','ratio','2019','published','WRES report 2020',1,1.42,NULL,'ratio',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "snapshot" VALUES(5,1,'WRES','8','Discrimination at work','','bme','2020','published','WRES report 2020',1,14.2,NULL,'%',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "snapshot" VALUES(6,1,'WRES','8','Discrimination at work','','white','2020','published','WRES report 2020',1,6.1,NULL,'%',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "snapshot" VALUES(7,1,'WRES','9','voting board members','','bme','2020','published','WRES report 2020',1,7.7,NULL,'%',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "snapshot" VALUES(8,1,'WRES','1','headcount','All staff','white','2020','computed','computed from extract on 1 December 2020',1,820.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(9,1,'WRES','1','headcount','All staff','bme','2020','computed','computed from extract on 1 December 2020',1,172.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(10,1,'WRES','1','headcount','All staff','not known','2020','computed','computed from extract on 1 December 2020',1,0.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(11,1,'WRES','1','headcount','All staff','overall','2020','computed','computed from extract on 1 December 2020',1,992.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(12,1,'WRES','1','percentage of band (not known counted)','All staff','white','2020','computed','computed from extract on 1 December 2020',1,82.7,NULL,'%',820.0,992.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(13,1,'WRES','1','percentage of band (not known counted)','All staff','bme','2020','computed','computed from extract on 1 December 2020',1,17.3,NULL,'%',172.0,992.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(14,1,'WRES','1','percentage of band (not known counted)','All staff','not known','2020','computed','computed from extract on 1 December 2020',1,0.0,NULL,'%',0.0,992.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(15,1,'WRES','1','headcount','without medical','white','2020','computed','computed from extract on 1 December 2020',1,820.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(16,1,'WRES','1','headcount','without medical','bme','2020','computed','computed from extract on 1 December 2020',1,172.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(17,1,'WRES','1','headcount','without medical','not known','2020','computed','computed from extract on 1 December 2020',1,0.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(18,1,'WRES','1','headcount','without medical','overall','2020','computed','computed from extract on 1 December 2020',1,992.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(19,1,'WRES','1','percentage of band (not known counted)','without medical','white','2020','computed','computed from extract on 1 December 2020',1,82.7,NULL,'%',820.0,992.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(20,1,'WRES','1','percentage of band (not known counted)','without medical','bme','2020','computed','computed from extract on 1 December 2020',1,17.3,NULL,'%',172.0,992.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(21,1,'WRES','1','percentage of band (not known counted)','without medical','not known','2020','computed','computed from extract on 1 December 2020',1,0.0,NULL,'%',0.0,992.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(22,1,'WRES','1','headcount','Band 5','white','2020','computed','computed from extract on 1 December 2020',1,520.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(23,1,'WRES','1','headcount','Band 5','bme','2020','computed','computed from extract on 1 December 2020',1,130.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(24,1,'WRES','1','headcount','Band 5','not known','2020','computed','computed from extract on 1 December 2020',1,0.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(25,1,'WRES','1','headcount','Band 5','overall','2020','computed','computed from extract on 1 December 2020',1,650.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(26,1,'WRES','1','percentage of band (not known counted)','Band 5','white','2020','computed','computed from extract on 1 December 2020',1,80.0,NULL,'%',520.0,650.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(27,1,'WRES','1','percentage of band (not known counted)','Band 5','bme','2020','computed','computed from extract on 1 December 2020',1,20.0,NULL,'%',130.0,650.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(28,1,'WRES','1','percentage of band (not known counted)','Band 5','not known','2020','computed','computed from extract on 1 December 2020',1,0.0,NULL,'%',0.0,650.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(29,1,'WRES','1','headcount','clinical','white','2020','computed','computed from extract on 1 December 2020',1,730.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(30,1,'WRES','1','headcount','clinical','bme','2020','computed','computed from extract on 1 December 2020',1,160.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(31,1,'WRES','1','headcount','clinical','not known','2020','computed','computed from extract on 1 December 2020',1,0.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(32,1,'WRES','1','headcount','clinical','overall','2020','computed','computed from extract on 1 December 2020',1,890.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(33,1,'WRES','1','percentage of band (not known counted)','clinical','white','2020','computed','computed from extract on 1 December 2020',1,82.0,NULL,'%',730.0,890.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(34,1,'WRES','1','percentage of band (not known counted)','clinical','bme','2020','computed','computed from extract on 1 December 2020',1,18.0,NULL,'%',160.0,890.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(35,1,'WRES','1','percentage of band (not known counted)','clinical','not known','2020','computed','computed from extract on 1 December 2020',1,0.0,NULL,'%',0.0,890.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(36,1,'WRES','1','headcount','Band 5, clinical','white','2020','computed','computed from extract on 1 December 2020',1,520.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(37,1,'WRES','1','headcount','Band 5, clinical','bme','2020','computed','computed from extract on 1 December 2020',1,130.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(38,1,'WRES','1','headcount','Band 5, clinical','not known','2020','computed','computed from extract on 1 December 2020',1,0.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(39,1,'WRES','1','headcount','Band 5, clinical','overall','2020','computed','computed from extract on 1 December 2020',1,650.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(40,1,'WRES','1','percentage of band (not known counted)','Band 5, clinical','white','2020','computed','computed from extract on 1 December 2020',1,80.0,NULL,'%',520.0,650.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(41,1,'WRES','1','percentage of band (not known counted)','Band 5, clinical','bme','2020','computed','computed from extract on 1 December 2020',1,20.0,NULL,'%',130.0,650.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(42,1,'WRES','1','percentage of band (not known counted)','Band 5, clinical','not known','2020','computed','computed from extract on 1 December 2020',1,0.0,NULL,'%',0.0,650.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(43,1,'WRES','1','headcount','Band 7','white','2020','computed','computed from extract on 1 December 2020',1,210.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(44,1,'WRES','1','headcount','Band 7','bme','2020','computed','computed from extract on 1 December 2020',1,30.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(45,1,'WRES','1','headcount','Band 7','not known','2020','computed','computed from extract on 1 December 2020',1,0.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(46,1,'WRES','1','headcount','Band 7','overall','2020','computed','computed from extract on 1 December 2020',1,240.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(47,1,'WRES','1','percentage of band (not known counted)','Band 7','white','2020','computed','computed from extract on 1 December 2020',1,87.5,NULL,'%',210.0,240.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(48,1,'WRES','1','percentage of band (not known counted)','Band 7','bme','2020','computed','computed from extract on 1 December 2020',1,12.5,NULL,'%',30.0,240.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(49,1,'WRES','1','percentage of band (not known counted)','Band 7','not known','2020','computed','computed from extract on 1 December 2020',1,0.0,NULL,'%',0.0,240.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(50,1,'WRES','1','headcount','Band 7, clinical','white','2020','computed','computed from extract on 1 December 2020',1,210.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(51,1,'WRES','1','headcount','Band 7, clinical','bme','2020','computed','computed from extract on 1 December 2020',1,30.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(52,1,'WRES','1','headcount','Band 7, clinical','not known','2020','computed','computed from extract on 1 December 2020',1,0.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(53,1,'WRES','1','headcount','Band 7, clinical','overall','2020','computed','computed from extract on 1 December 2020',1,240.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(54,1,'WRES','1','percentage of band (not known counted)','Band 7, clinical','white','2020','computed','computed from extract on 1 December 2020',1,87.5,NULL,'%',210.0,240.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(55,1,'WRES','1','percentage of band (not known counted)','Band 7, clinical','bme','2020','computed','computed from extract on 1 December 2020',1,12.5,NULL,'%',30.0,240.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(56,1,'WRES','1','percentage of band (not known counted)','Band 7, clinical','not known','2020','computed','computed from extract on 1 December 2020',1,0.0,NULL,'%',0.0,240.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(57,1,'WRES','1','headcount','Band 8a','white','2020','computed','computed from extract on 1 December 2020',1,90.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(58,1,'WRES','1','headcount','Band 8a','bme','2020','computed','computed from extract on 1 December 2020',1,12.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(59,1,'WRES','1','headcount','Band 8a','not known','2020','computed','computed from extract on 1 December 2020',1,0.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(60,1,'WRES','1','headcount','Band 8a','overall','2020','computed','computed from extract on 1 December 2020',1,102.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(61,1,'WRES','1','percentage of band (not known counted)','Band 8a','white','2020','computed','computed from extract on 1 December 2020',1,88.2,NULL,'%',90.0,102.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(62,1,'WRES','1','percentage of band (not known counted)','Band 8a','bme','2020','computed','computed from extract on 1 December 2020',1,11.8,NULL,'%',12.0,102.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(63,1,'WRES','1','percentage of band (not known counted)','Band 8a','not known','2020','computed','computed from extract on 1 December 2020',1,0.0,NULL,'%',0.0,102.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(64,1,'WRES','1','headcount','non-clinical','white','2020','computed','computed from extract on 1 December 2020',1,90.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(65,1,'WRES','1','headcount','non-clinical','bme','2020','computed','computed from extract on 1 December 2020',1,12.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(66,1,'WRES','1','headcount','non-clinical','not known','2020','computed','computed from extract on 1 December 2020',1,0.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(67,1,'WRES','1','headcount','non-clinical','overall','2020','computed','computed from extract on 1 December 2020',1,102.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(68,1,'WRES','1','percentage of band (not known counted)','non-clinical','white','2020','computed','computed from extract on 1 December 2020',1,88.2,NULL,'%',90.0,102.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(69,1,'WRES','1','percentage of band (not known counted)','non-clinical','bme','2020','computed','computed from extract on 1 December 2020',1,11.8,NULL,'%',12.0,102.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(70,1,'WRES','1','percentage of band (not known counted)','non-clinical','not known','2020','computed','computed from extract on 1 December 2020',1,0.0,NULL,'%',0.0,102.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(71,1,'WRES','1','headcount','Band 8a, non-clinical','white','2020','computed','computed from extract on 1 December 2020',1,90.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(72,1,'WRES','1','headcount','Band 8a, non-clinical','bme','2020','computed','computed from extract on 1 December 2020',1,12.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(73,1,'WRES','1','headcount','Band 8a, non-clinical','not known','2020','computed','computed from extract on 1 December 2020',1,0.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(74,1,'WRES','1','headcount','Band 8a, non-clinical','overall','2020','computed','computed from extract on 1 December 2020',1,102.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(75,1,'WRES','1','percentage of band (not known counted)','Band 8a, non-clinical','white','2020','computed','computed from extract on 1 December 2020',1,88.2,NULL,'%',90.0,102.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(76,1,'WRES','1','percentage of band (not known counted)','Band 8a, non-clinical','bme','2020','computed','computed from extract on 1 December 2020',1,11.8,NULL,'%',12.0,102.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(77,1,'WRES','1','percentage of band (not known counted)','Band 8a, non-clinical','not known','2020','computed','computed from extract on 1 December 2020',1,0.0,NULL,'%',0.0,102.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(78,1,'WRES','1','workforce share','','bme','2020','computed','computed from extract on 1 December 2020',1,17.3,NULL,'%',172.0,992.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(79,1,'WRES','2','share of applicants who were appointed','','white','2020','computed','computed from extract on 1 December 2020',1,26.7,NULL,'%',391.0,1467.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(80,1,'WRES','2','share of applicants who were appointed','','bme','2020','computed','computed from extract on 1 December 2020',1,20.5,NULL,'%',66.0,322.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(81,1,'WRES','2','relative likelihood white/BME: being appointed from shortlisting','','ratio','2020','computed','computed from extract on 1 December 2020',1,1.3,NULL,'ratio',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,'95% interval 1.03 to 1.64, Fisher''s exact p 0.024: white applicants more likely: 1.30 (1.03 to 1.64)','2020-03-31');
INSERT INTO "snapshot" VALUES(82,1,'WRES','RDR','race disparity ratio lower to middle','','ratio','2020','computed','computed from extract on 1 December 2020',1,1.75,NULL,'ratio',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(83,1,'WRES','RDR','race disparity ratio middle to upper','','ratio','2020','computed','computed from extract on 1 December 2020',1,1.07,NULL,'ratio',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(84,1,'WRES','RDR','race disparity ratio lower to upper','','ratio','2020','computed','computed from extract on 1 December 2020',1,1.88,NULL,'ratio',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(85,2,'WRES','1','workforce share','','bme','2020','published','WRES report 2020',1,17.0,NULL,'%',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "snapshot" VALUES(86,2,'WRES','1','workforce share','','bme','2019','published','WRES report 2020',1,16.1,NULL,'%',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "snapshot" VALUES(87,2,'WRES','2','relative likelihood white/BME: being appointed from shortlisting','','ratio','2020','published','WRES report 2020',1,1.3,NULL,'ratio',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "snapshot" VALUES(88,2,'WRES','2','relative likelihood white/BME: being appointed from shortlisting','','ratio','2019','published','WRES report 2020',1,1.42,NULL,'ratio',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "snapshot" VALUES(89,2,'WRES','8','Discrimination at work','','bme','2020','published','WRES report 2020',1,14.2,NULL,'%',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "snapshot" VALUES(90,2,'WRES','8','Discrimination at work','','white','2020','published','WRES report 2020',1,6.1,NULL,'%',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "snapshot" VALUES(91,2,'WRES','9','voting board members','','bme','2020','published','WRES report 2020',1,7.7,NULL,'%',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "snapshot" VALUES(92,2,'WRES','1','headcount','All staff','white','2020','computed','computed from extract on 1 December 2020',1,820.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(93,2,'WRES','1','headcount','All staff','bme','2020','computed','computed from extract on 1 December 2020',1,172.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(94,2,'WRES','1','headcount','All staff','not known','2020','computed','computed from extract on 1 December 2020',1,0.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(95,2,'WRES','1','headcount','All staff','overall','2020','computed','computed from extract on 1 December 2020',1,992.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(96,2,'WRES','1','percentage of band (not known counted)','All staff','white','2020','computed','computed from extract on 1 December 2020',1,82.7,NULL,'%',820.0,992.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(97,2,'WRES','1','percentage of band (not known counted)','All staff','bme','2020','computed','computed from extract on 1 December 2020',1,17.3,NULL,'%',172.0,992.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(98,2,'WRES','1','percentage of band (not known counted)','All staff','not known','2020','computed','computed from extract on 1 December 2020',1,0.0,NULL,'%',0.0,992.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(99,2,'WRES','1','headcount','without medical','white','2020','computed','computed from extract on 1 December 2020',1,820.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(100,2,'WRES','1','headcount','without medical','bme','2020','computed','computed from extract on 1 December 2020',1,172.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(101,2,'WRES','1','headcount','without medical','not known','2020','computed','computed from extract on 1 December 2020',1,0.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(102,2,'WRES','1','headcount','without medical','overall','2020','computed','computed from extract on 1 December 2020',1,992.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(103,2,'WRES','1','percentage of band (not known counted)','without medical','white','2020','computed','computed from extract on 1 December 2020',1,82.7,NULL,'%',820.0,992.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(104,2,'WRES','1','percentage of band (not known counted)','without medical','bme','2020','computed','computed from extract on 1 December 2020',1,17.3,NULL,'%',172.0,992.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(105,2,'WRES','1','percentage of band (not known counted)','without medical','not known','2020','computed','computed from extract on 1 December 2020',1,0.0,NULL,'%',0.0,992.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(106,2,'WRES','1','headcount','Band 5','white','2020','computed','computed from extract on 1 December 2020',1,520.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(107,2,'WRES','1','headcount','Band 5','bme','2020','computed','computed from extract on 1 December 2020',1,130.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(108,2,'WRES','1','headcount','Band 5','not known','2020','computed','computed from extract on 1 December 2020',1,0.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(109,2,'WRES','1','headcount','Band 5','overall','2020','computed','computed from extract on 1 December 2020',1,650.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(110,2,'WRES','1','percentage of band (not known counted)','Band 5','white','2020','computed','computed from extract on 1 December 2020',1,80.0,NULL,'%',520.0,650.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(111,2,'WRES','1','percentage of band (not known counted)','Band 5','bme','2020','computed','computed from extract on 1 December 2020',1,20.0,NULL,'%',130.0,650.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(112,2,'WRES','1','percentage of band (not known counted)','Band 5','not known','2020','computed','computed from extract on 1 December 2020',1,0.0,NULL,'%',0.0,650.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(113,2,'WRES','1','headcount','clinical','white','2020','computed','computed from extract on 1 December 2020',1,730.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(114,2,'WRES','1','headcount','clinical','bme','2020','computed','computed from extract on 1 December 2020',1,160.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(115,2,'WRES','1','headcount','clinical','not known','2020','computed','computed from extract on 1 December 2020',1,0.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(116,2,'WRES','1','headcount','clinical','overall','2020','computed','computed from extract on 1 December 2020',1,890.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(117,2,'WRES','1','percentage of band (not known counted)','clinical','white','2020','computed','computed from extract on 1 December 2020',1,82.0,NULL,'%',730.0,890.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(118,2,'WRES','1','percentage of band (not known counted)','clinical','bme','2020','computed','computed from extract on 1 December 2020',1,18.0,NULL,'%',160.0,890.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(119,2,'WRES','1','percentage of band (not known counted)','clinical','not known','2020','computed','computed from extract on 1 December 2020',1,0.0,NULL,'%',0.0,890.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(120,2,'WRES','1','headcount','Band 5, clinical','white','2020','computed','computed from extract on 1 December 2020',1,520.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(121,2,'WRES','1','headcount','Band 5, clinical','bme','2020','computed','computed from extract on 1 December 2020',1,130.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(122,2,'WRES','1','headcount','Band 5, clinical','not known','2020','computed','computed from extract on 1 December 2020',1,0.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(123,2,'WRES','1','headcount','Band 5, clinical','overall','2020','computed','computed from extract on 1 December 2020',1,650.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(124,2,'WRES','1','percentage of band (not known counted)','Band 5, clinical','white','2020','computed','computed from extract on 1 December 2020',1,80.0,NULL,'%',520.0,650.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(125,2,'WRES','1','percentage of band (not known counted)','Band 5, clinical','bme','2020','computed','computed from extract on 1 December 2020',1,20.0,NULL,'%',130.0,650.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(126,2,'WRES','1','percentage of band (not known counted)','Band 5, clinical','not known','2020','computed','computed from extract on 1 December 2020',1,0.0,NULL,'%',0.0,650.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(127,2,'WRES','1','headcount','Band 7','white','2020','computed','computed from extract on 1 December 2020',1,210.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(128,2,'WRES','1','headcount','Band 7','bme','2020','computed','computed from extract on 1 December 2020',1,30.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(129,2,'WRES','1','headcount','Band 7','not known','2020','computed','computed from extract on 1 December 2020',1,0.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(130,2,'WRES','1','headcount','Band 7','overall','2020','computed','computed from extract on 1 December 2020',1,240.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(131,2,'WRES','1','percentage of band (not known counted)','Band 7','white','2020','computed','computed from extract on 1 December 2020',1,87.5,NULL,'%',210.0,240.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(132,2,'WRES','1','percentage of band (not known counted)','Band 7','bme','2020','computed','computed from extract on 1 December 2020',1,12.5,NULL,'%',30.0,240.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(133,2,'WRES','1','percentage of band (not known counted)','Band 7','not known','2020','computed','computed from extract on 1 December 2020',1,0.0,NULL,'%',0.0,240.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(134,2,'WRES','1','headcount','Band 7, clinical','white','2020','computed','computed from extract on 1 December 2020',1,210.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(135,2,'WRES','1','headcount','Band 7, clinical','bme','2020','computed','computed from extract on 1 December 2020',1,30.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(136,2,'WRES','1','headcount','Band 7, clinical','not known','2020','computed','computed from extract on 1 December 2020',1,0.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(137,2,'WRES','1','headcount','Band 7, clinical','overall','2020','computed','computed from extract on 1 December 2020',1,240.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(138,2,'WRES','1','percentage of band (not known counted)','Band 7, clinical','white','2020','computed','computed from extract on 1 December 2020',1,87.5,NULL,'%',210.0,240.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(139,2,'WRES','1','percentage of band (not known counted)','Band 7, clinical','bme','2020','computed','computed from extract on 1 December 2020',1,12.5,NULL,'%',30.0,240.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(140,2,'WRES','1','percentage of band (not known counted)','Band 7, clinical','not known','2020','computed','computed from extract on 1 December 2020',1,0.0,NULL,'%',0.0,240.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(141,2,'WRES','1','headcount','Band 8a','white','2020','computed','computed from extract on 1 December 2020',1,90.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(142,2,'WRES','1','headcount','Band 8a','bme','2020','computed','computed from extract on 1 December 2020',1,12.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(143,2,'WRES','1','headcount','Band 8a','not known','2020','computed','computed from extract on 1 December 2020',1,0.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(144,2,'WRES','1','headcount','Band 8a','overall','2020','computed','computed from extract on 1 December 2020',1,102.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(145,2,'WRES','1','percentage of band (not known counted)','Band 8a','white','2020','computed','computed from extract on 1 December 2020',1,88.2,NULL,'%',90.0,102.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(146,2,'WRES','1','percentage of band (not known counted)','Band 8a','bme','2020','computed','computed from extract on 1 December 2020',1,11.8,NULL,'%',12.0,102.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(147,2,'WRES','1','percentage of band (not known counted)','Band 8a','not known','2020','computed','computed from extract on 1 December 2020',1,0.0,NULL,'%',0.0,102.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(148,2,'WRES','1','headcount','non-clinical','white','2020','computed','computed from extract on 1 December 2020',1,90.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(149,2,'WRES','1','headcount','non-clinical','bme','2020','computed','computed from extract on 1 December 2020',1,12.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(150,2,'WRES','1','headcount','non-clinical','not known','2020','computed','computed from extract on 1 December 2020',1,0.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(151,2,'WRES','1','headcount','non-clinical','overall','2020','computed','computed from extract on 1 December 2020',1,102.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(152,2,'WRES','1','percentage of band (not known counted)','non-clinical','white','2020','computed','computed from extract on 1 December 2020',1,88.2,NULL,'%',90.0,102.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(153,2,'WRES','1','percentage of band (not known counted)','non-clinical','bme','2020','computed','computed from extract on 1 December 2020',1,11.8,NULL,'%',12.0,102.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(154,2,'WRES','1','percentage of band (not known counted)','non-clinical','not known','2020','computed','computed from extract on 1 December 2020',1,0.0,NULL,'%',0.0,102.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(155,2,'WRES','1','headcount','Band 8a, non-clinical','white','2020','computed','computed from extract on 1 December 2020',1,90.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(156,2,'WRES','1','headcount','Band 8a, non-clinical','bme','2020','computed','computed from extract on 1 December 2020',1,12.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(157,2,'WRES','1','headcount','Band 8a, non-clinical','not known','2020','computed','computed from extract on 1 December 2020',1,0.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(158,2,'WRES','1','headcount','Band 8a, non-clinical','overall','2020','computed','computed from extract on 1 December 2020',1,102.0,NULL,'people',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(159,2,'WRES','1','percentage of band (not known counted)','Band 8a, non-clinical','white','2020','computed','computed from extract on 1 December 2020',1,88.2,NULL,'%',90.0,102.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(160,2,'WRES','1','percentage of band (not known counted)','Band 8a, non-clinical','bme','2020','computed','computed from extract on 1 December 2020',1,11.8,NULL,'%',12.0,102.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(161,2,'WRES','1','percentage of band (not known counted)','Band 8a, non-clinical','not known','2020','computed','computed from extract on 1 December 2020',1,0.0,NULL,'%',0.0,102.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(162,2,'WRES','1','workforce share','','bme','2020','computed','computed from extract on 1 December 2020',1,17.3,NULL,'%',172.0,992.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(163,2,'WRES','2','share of applicants who were appointed','','white','2020','computed','computed from extract on 1 December 2020',1,26.7,NULL,'%',391.0,1467.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(164,2,'WRES','2','share of applicants who were appointed','','bme','2020','computed','computed from extract on 1 December 2020',1,20.5,NULL,'%',66.0,322.0,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(165,2,'WRES','2','relative likelihood white/BME: being appointed from shortlisting','','ratio','2020','computed','computed from extract on 1 December 2020',1,1.3,NULL,'ratio',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,'95% interval 1.03 to 1.64, Fisher''s exact p 0.024: white applicants more likely: 1.30 (1.03 to 1.64)','2020-03-31');
INSERT INTO "snapshot" VALUES(166,2,'WRES','RDR','race disparity ratio lower to middle','','ratio','2020','computed','computed from extract on 1 December 2020',1,1.75,NULL,'ratio',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(167,2,'WRES','RDR','race disparity ratio middle to upper','','ratio','2020','computed','computed from extract on 1 December 2020',1,1.07,NULL,'ratio',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
INSERT INTO "snapshot" VALUES(168,2,'WRES','RDR','race disparity ratio lower to upper','','ratio','2020','computed','computed from extract on 1 December 2020',1,1.88,NULL,'ratio',NULL,NULL,NULL,NULL,NULL,NULL,'WRES year (31 March snapshot)',NULL,NULL,NULL,NULL,'2020-03-31');
CREATE TABLE snooze (
	id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	action_id INTEGER NOT NULL, 
	until DATE NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_snooze PRIMARY KEY (id), 
	CONSTRAINT fk_snooze_action_id FOREIGN KEY(action_id) REFERENCES action (id), 
	CONSTRAINT fk_snooze_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT uq_snooze_person_id_action_id UNIQUE (person_id, action_id)
);
INSERT INTO "snooze" VALUES(1,2,1,'2021-01-18','2021-01-11 11:35:00.000000');
INSERT INTO "snooze" VALUES(2,2,4,'2021-07-12','2021-07-05 09:58:00.000000');
CREATE TABLE target (
	id INTEGER NOT NULL, 
	trust_id INTEGER NOT NULL, 
	plan_id INTEGER, 
	action_id INTEGER, 
	position INTEGER NOT NULL, 
	text VARCHAR NOT NULL, 
	op VARCHAR NOT NULL, 
	value FLOAT, 
	upper FLOAT, 
	unit VARCHAR, 
	scope VARCHAR, 
	"by" VARCHAR, 
	baseline FLOAT, 
	baseline_date VARCHAR, 
	step VARCHAR, 
	current FLOAT, 
	recomputed FLOAT, 
	agrees BOOLEAN, 
	note VARCHAR, 
	CONSTRAINT pk_target PRIMARY KEY (id), 
	CONSTRAINT ck_target_between CHECK (op <> 'between' OR value IS NOT NULL AND upper IS NOT NULL), 
	CONSTRAINT ck_target_op CHECK (op IN ('at least', 'at most', 'exactly', 'between', 'improve', 'result')), 
	CONSTRAINT fk_target_action_id FOREIGN KEY(action_id) REFERENCES action (id), 
	CONSTRAINT fk_target_plan_id FOREIGN KEY(plan_id) REFERENCES "plan" (id), 
	CONSTRAINT fk_target_trust_id FOREIGN KEY(trust_id) REFERENCES trust (id)
);
CREATE TABLE trust (
	id INTEGER NOT NULL, 
	"key" VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	settings JSON NOT NULL, 
	rehearsing BOOLEAN NOT NULL, 
	CONSTRAINT pk_trust PRIMARY KEY (id), 
	CONSTRAINT uq_trust_key UNIQUE ("key")
);
INSERT INTO "trust" VALUES(1,'esneft','ESNEFT','{}',0);
INSERT INTO "trust" VALUES(2,'kingston','Kingston','{}',0);
CREATE TABLE turn (
	platform VARCHAR NOT NULL, 
	workspace VARCHAR NOT NULL, 
	external VARCHAR NOT NULL, 
	since DATETIME NOT NULL, 
	until DATETIME NOT NULL, 
	CONSTRAINT pk_turn PRIMARY KEY (platform, workspace, external)
);
INSERT INTO "turn" VALUES('slack','T1','','2021-07-05 10:26:00.000000','2021-07-05 10:31:00.000000');
CREATE INDEX ix_identity_person_id ON identity (person_id);
CREATE INDEX ix_membership_person_id ON membership (person_id);
CREATE INDEX ix_membership_trust_id ON membership (trust_id);
CREATE INDEX ix_plan_trust_id ON "plan" (trust_id);
CREATE INDEX ix_post_trust_id ON post (trust_id);
CREATE INDEX ix_preference_person_id ON preference (person_id);
CREATE INDEX ix_snapshot_trust_id ON snapshot (trust_id);
CREATE INDEX ix_holding_person_id ON holding (person_id);
CREATE INDEX ix_holding_post_id ON holding (post_id);
CREATE INDEX ix_place_trust_id ON place (trust_id);
CREATE INDEX ix_post_alias_post_id ON post_alias (post_id);
CREATE INDEX ix_section_plan_id ON section (plan_id);
CREATE INDEX ix_action_open ON action (open_due) WHERE open_due IS NOT NULL;
CREATE INDEX ix_action_plan_id ON action (plan_id);
CREATE INDEX ix_action_section_id ON action (section_id);
CREATE INDEX ix_letter_claimed ON letter (lease_until) WHERE state = 'claimed';
CREATE INDEX ix_letter_person ON letter (person_id, kind, sent_at);
CREATE INDEX ix_letter_trust_id ON letter (trust_id);
CREATE INDEX ix_letter_unsure ON letter (not_before) WHERE state = 'unsure';
CREATE INDEX ix_dependency_action_id ON dependency (action_id);
CREATE INDEX ix_dependency_needs_id ON dependency (needs_id);
CREATE INDEX ix_milestone_action_id ON milestone (action_id);
CREATE INDEX ix_milestone_open ON milestone (due) WHERE met_on IS NULL;
CREATE INDEX ix_ownership_action_id ON ownership (action_id);
CREATE INDEX ix_ownership_post_id ON ownership (post_id);
CREATE UNIQUE INDEX uq_ownership_lead ON ownership (action_id) WHERE lead;
CREATE INDEX ix_snooze_action_id ON snooze (action_id);
CREATE INDEX ix_snooze_person_id ON snooze (person_id);
CREATE INDEX ix_target_action_id ON target (action_id);
CREATE INDEX ix_target_plan_id ON target (plan_id);
CREATE INDEX ix_target_trust_id ON target (trust_id);
CREATE INDEX ix_event_action ON event (action_id, at);
CREATE INDEX ix_event_batch ON event (batch);
CREATE INDEX ix_event_plan ON event (plan_id, at);
CREATE INDEX ix_event_who ON event (who_id, at);
CREATE INDEX ix_turn_until ON turn (until);
CREATE INDEX ix_letter_ready ON letter (trust_id, rank, not_before) WHERE state IN ('waiting', 'retry');
CREATE INDEX ix_conversation_person ON conversation (platform, person);
CREATE INDEX ix_person_address_person_id ON person_address (person_id);
CREATE INDEX ix_picture_until ON picture (until);
CREATE INDEX ix_shown_letter_id ON shown (letter_id);
CREATE INDEX ix_letter_redraw ON letter (redraw_at) WHERE redraw_at IS NOT NULL;
COMMIT;
