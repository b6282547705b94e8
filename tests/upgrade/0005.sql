BEGIN TRANSACTION;
CREATE TABLE adjustments (
	transfer_id INTEGER NOT NULL, 
	staff_id VARCHAR(200) NOT NULL, 
	reason TEXT NOT NULL, external_id VARCHAR(200), 
	CONSTRAINT pk_adjustments PRIMARY KEY (transfer_id), 
	CONSTRAINT fk_adjustments_transfer_id_transfers FOREIGN KEY(transfer_id) REFERENCES transfers (id), 
	CONSTRAINT fk_adjustments_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id)
);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0005');
CREATE TABLE allowances (
	campaign_id VARCHAR(200) NOT NULL, 
	device VARCHAR(200) NOT NULL, 
	budget_units BIGINT NOT NULL, 
	budget_count BIGINT NOT NULL, 
	risk_units BIGINT NOT NULL, 
	risk_money BIGINT NOT NULL, 
	risk_count BIGINT NOT NULL, 
	hours INTEGER NOT NULL, 
	quota INTEGER NOT NULL, 
	CONSTRAINT pk_allowances PRIMARY KEY (campaign_id, device), 
	CONSTRAINT fk_allowances_campaign_id_campaigns FOREIGN KEY(campaign_id) REFERENCES campaigns (id)
);
CREATE TABLE batch_pages (
	batch_id BIGINT NOT NULL, 
	page INTEGER NOT NULL, 
	digests BLOB NOT NULL, 
	texts BLOB NOT NULL, 
	CONSTRAINT pk_batch_pages PRIMARY KEY (batch_id, page)
);
CREATE TABLE batches (
	id INTEGER NOT NULL, 
	campaign_id VARCHAR(200) NOT NULL, 
	name TEXT NOT NULL, 
	kind VARCHAR(10) NOT NULL, 
	state VARCHAR(10) NOT NULL, 
	size BIGINT NOT NULL, 
	first_id BIGINT NOT NULL, 
	last_id BIGINT NOT NULL, 
	space_id INTEGER, 
	counter_start BIGINT, 
	counter_end BIGINT, 
	lengths TEXT NOT NULL, 
	labels TEXT NOT NULL, 
	created_at BIGINT NOT NULL, 
	created_by VARCHAR(200) NOT NULL, 
	CONSTRAINT pk_batches PRIMARY KEY (id), 
	CONSTRAINT fk_batches_campaign_id_campaigns FOREIGN KEY(campaign_id) REFERENCES campaigns (id), 
	CONSTRAINT fk_batches_space_id_code_spaces FOREIGN KEY(space_id) REFERENCES code_spaces (id), 
	CONSTRAINT fk_batches_created_by_staff FOREIGN KEY(created_by) REFERENCES staff (id)
);
INSERT INTO "batches" VALUES(1,'fc09576c-765e-44e1-ad1b-c00d0c6d2956','1','generated','ready',8,1,8,1,0,8,'[]','[]',1795691702467682,'manager');
INSERT INTO "batches" VALUES(2,'058af7c3-f2f4-422e-987f-ff597c77f3d3','1','generated','ready',8,9,16,2,0,8,'[]','[]',1795691703192559,'manager');
INSERT INTO "batches" VALUES(3,'fc09576c-765e-44e1-ad1b-c00d0c6d2956','bought','imported','ready',2,17,18,NULL,NULL,NULL,'[5,11]','[]',1795691703799942,'manager');
CREATE TABLE campaign_counts (
	campaign_id VARCHAR(200) NOT NULL, 
	codes BIGINT NOT NULL, 
	used BIGINT NOT NULL, 
	void BIGINT NOT NULL, 
	CONSTRAINT pk_campaign_counts PRIMARY KEY (campaign_id), 
	CONSTRAINT fk_campaign_counts_campaign_id_campaigns FOREIGN KEY(campaign_id) REFERENCES campaigns (id)
);
INSERT INTO "campaign_counts" VALUES('fc09576c-765e-44e1-ad1b-c00d0c6d2956',10,3,1);
INSERT INTO "campaign_counts" VALUES('058af7c3-f2f4-422e-987f-ff597c77f3d3',8,2,0);
CREATE TABLE campaign_drafts (
	id VARCHAR(200) NOT NULL, 
	name TEXT NOT NULL, 
	campaign_id VARCHAR(200) NOT NULL, 
	base_version INTEGER NOT NULL, 
	document TEXT NOT NULL, 
	saved_by VARCHAR(200) NOT NULL, 
	saved_at BIGINT NOT NULL, 
	CONSTRAINT pk_campaign_drafts PRIMARY KEY (id), 
	CONSTRAINT fk_campaign_drafts_saved_by_staff FOREIGN KEY(saved_by) REFERENCES staff (id)
);
CREATE TABLE campaign_versions (
	campaign_id VARCHAR(200) NOT NULL, 
	version INTEGER NOT NULL, 
	document TEXT NOT NULL, 
	saved_by VARCHAR(200) NOT NULL, 
	saved_at BIGINT NOT NULL, 
	CONSTRAINT pk_campaign_versions PRIMARY KEY (campaign_id, version), 
	CONSTRAINT fk_campaign_versions_campaign_id_campaigns FOREIGN KEY(campaign_id) REFERENCES campaigns (id), 
	CONSTRAINT fk_campaign_versions_saved_by_staff FOREIGN KEY(saved_by) REFERENCES staff (id)
)
 WITHOUT ROWID

;
INSERT INTO "campaign_versions" VALUES('058af7c3-f2f4-422e-987f-ff597c77f3d3',1,'{"campaign":{"active":true,"activity":{"endsAt":null,"startsAt":"2024-01-01T00:00:00+00:00"},"audience":{"target":"none"},"codeGenerator":{"characterSet":"alphanum","length":8,"prefix":"CUP"},"counterfoil":{"archived":false,"checkCharacter":true,"limits":{},"lookAlikes":false,"offlinePolicy":"online_only","reuseAfterReversal":true,"version":1},"displayOrder":1,"event":"code_redeemed","eventCodeAttribute":"promo_code","generateCodes":true,"labels":[],"limits":{},"rules":[{"conditions":[],"description":"","effects":[{"effect":"give_reward","rewardId":"coffee"}],"name":"Rule","target":"self"}],"translations":{"en":{"description":"","name":"Coffee"}},"trigger":"custom_event_unique_code","type":"direct","visibility":{"target":"none"}}}','manager',1795691702856671);
INSERT INTO "campaign_versions" VALUES('fc09576c-765e-44e1-ad1b-c00d0c6d2956',1,'{"campaign":{"active":true,"activity":{"endsAt":null,"startsAt":"2024-01-01T00:00:00+00:00"},"audience":{"target":"none"},"codeGenerator":{"characterSet":"alphanum","length":8,"prefix":"PTS"},"counterfoil":{"archived":false,"checkCharacter":false,"limits":{},"lookAlikes":false,"offlinePolicy":"online_only","reuseAfterReversal":false,"version":1},"displayOrder":1,"event":"code_redeemed","eventCodeAttribute":"promo_code","generateCodes":true,"labels":[],"limits":{},"rules":[{"conditions":[],"description":"","effects":[{"effect":"give_points","pointsRule":"100","walletCode":"default"}],"name":"Rule","target":"self"}],"translations":{"en":{"description":"","name":"Points"}},"trigger":"custom_event_unique_code","type":"direct","visibility":{"target":"none"}}}','manager',1795691702233773);
CREATE TABLE campaigns (
	id VARCHAR(200) NOT NULL, 
	name TEXT NOT NULL, 
	document TEXT NOT NULL, 
	event VARCHAR(200) NOT NULL, 
	prefix VARCHAR(200) NOT NULL, 
	active BOOLEAN NOT NULL, 
	archived BOOLEAN NOT NULL, 
	starts_at BIGINT NOT NULL, 
	ends_at BIGINT, 
	display_order INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	saved_at BIGINT NOT NULL, 
	CONSTRAINT pk_campaigns PRIMARY KEY (id), 
	CONSTRAINT fk_campaigns_event_event_schemas FOREIGN KEY(event) REFERENCES event_schemas (event_type)
);
INSERT INTO "campaigns" VALUES('fc09576c-765e-44e1-ad1b-c00d0c6d2956','Points','{"campaign":{"active":true,"activity":{"endsAt":null,"startsAt":"2024-01-01T00:00:00+00:00"},"audience":{"target":"none"},"codeGenerator":{"characterSet":"alphanum","length":8,"prefix":"PTS"},"counterfoil":{"archived":false,"checkCharacter":false,"limits":{},"lookAlikes":false,"offlinePolicy":"online_only","reuseAfterReversal":false,"version":1},"displayOrder":1,"event":"code_redeemed","eventCodeAttribute":"promo_code","generateCodes":true,"labels":[],"limits":{},"rules":[{"conditions":[],"description":"","effects":[{"effect":"give_points","pointsRule":"100","walletCode":"default"}],"name":"Rule","target":"self"}],"translations":{"en":{"description":"","name":"Points"}},"trigger":"custom_event_unique_code","type":"direct","visibility":{"target":"none"}}}','code_redeemed','PTS',1,0,1704067200000000,NULL,1,1,1795691702233773);
INSERT INTO "campaigns" VALUES('058af7c3-f2f4-422e-987f-ff597c77f3d3','Coffee','{"campaign":{"active":true,"activity":{"endsAt":null,"startsAt":"2024-01-01T00:00:00+00:00"},"audience":{"target":"none"},"codeGenerator":{"characterSet":"alphanum","length":8,"prefix":"CUP"},"counterfoil":{"archived":false,"checkCharacter":true,"limits":{},"lookAlikes":false,"offlinePolicy":"online_only","reuseAfterReversal":true,"version":1},"displayOrder":1,"event":"code_redeemed","eventCodeAttribute":"promo_code","generateCodes":true,"labels":[],"limits":{},"rules":[{"conditions":[],"description":"","effects":[{"effect":"give_reward","rewardId":"coffee"}],"name":"Rule","target":"self"}],"translations":{"en":{"description":"","name":"Coffee"}},"trigger":"custom_event_unique_code","type":"direct","visibility":{"target":"none"}}}','code_redeemed','CUP',1,0,1704067200000000,NULL,1,1,1795691702856671);
CREATE TABLE code_digests (
	digest BLOB NOT NULL, 
	code_id BIGINT NOT NULL, 
	CONSTRAINT pk_code_digests PRIMARY KEY (digest)
)
 WITHOUT ROWID

;
INSERT INTO "code_digests" VALUES(X'1032F17402F0A510C44670584FE7F0D6',13);
INSERT INTO "code_digests" VALUES(X'1042A1BDFF302EE8D893CEF9AE4B7F32',7);
INSERT INTO "code_digests" VALUES(X'358A0D61D4A90786D7AC4DE964EA58A8',14);
INSERT INTO "code_digests" VALUES(X'5CB72F3BB4CD8531FEFEABFE135CDCA3',6);
INSERT INTO "code_digests" VALUES(X'5DC4CF93DB4657424FF65BB732A816A0',8);
INSERT INTO "code_digests" VALUES(X'66A6C4A242BF3020F675E3B60F7BB7A4',9);
INSERT INTO "code_digests" VALUES(X'6C4B4C6D5FA13CCAD7FBBF700DAC87A9',10);
INSERT INTO "code_digests" VALUES(X'7FCF86118E1222D72C150F3B70EEC331',16);
INSERT INTO "code_digests" VALUES(X'8B9C3BADBD649EEE1235FBE8356FD459',17);
INSERT INTO "code_digests" VALUES(X'9924E7E230C88BBAF734195EEAFDFCE7',12);
INSERT INTO "code_digests" VALUES(X'AE8923B5EF948E6BB3FE88A718453BBA',4);
INSERT INTO "code_digests" VALUES(X'B2C185576F940A8E3DF60153FB15F89E',11);
INSERT INTO "code_digests" VALUES(X'C0B790C466B3F88CF6273DE9C800BF98',3);
INSERT INTO "code_digests" VALUES(X'C3969DE2DF29425DED27949FBAB87BF4',15);
INSERT INTO "code_digests" VALUES(X'CD37B318317005AE81776EF0A420B230',5);
INSERT INTO "code_digests" VALUES(X'D0A1E14EDBFD37A7FE6881ADFD04FC65',2);
INSERT INTO "code_digests" VALUES(X'D3011FC32DDE352B0929E8CEA537BBD9',18);
INSERT INTO "code_digests" VALUES(X'EB069768239DC9B496D22C2B521DE258',1);
CREATE TABLE code_spaces (
	id INTEGER NOT NULL, 
	format VARCHAR(120) NOT NULL, 
	character_set VARCHAR(10) NOT NULL, 
	length SMALLINT NOT NULL, 
	prefix VARCHAR(16) NOT NULL, 
	look_alikes BOOLEAN NOT NULL, 
	check_character BOOLEAN NOT NULL, 
	"key" BLOB NOT NULL, 
	next_counter BIGINT NOT NULL, 
	CONSTRAINT pk_code_spaces PRIMARY KEY (id), 
	CONSTRAINT uq_code_spaces_format UNIQUE (format)
);
INSERT INTO "code_spaces" VALUES(1,'PTS/23456789ABCDEFGHJKMNPQRSTUVWXYZ/8/','alphanum',8,'PTS',0,0,X'4010C5EB056F7CABC691CBAF1DF3BFFF39AB2C9B20F80D5806FA3C30C31EFC82',8);
INSERT INTO "code_spaces" VALUES(2,'CUP/23456789ABCDEFGHJKMNPQRSTUVWXYZ/8/check','alphanum',8,'CUP',0,1,X'10BB74D10AD878CD88E1230AA60319450C4C96DE913A1BE4153E07711C7D36D2',8);
CREATE TABLE codes (
	id INTEGER NOT NULL, 
	batch_id BIGINT NOT NULL, 
	text TEXT, 
	status SMALLINT NOT NULL, 
	CONSTRAINT pk_codes PRIMARY KEY (id), 
	CONSTRAINT ck_codes_status CHECK (status BETWEEN 0 AND 2)
);
INSERT INTO "codes" VALUES(1,1,'PTSBDGDR53H',1);
INSERT INTO "codes" VALUES(2,1,'PTSRNVEK63G',1);
INSERT INTO "codes" VALUES(3,1,'PTSBXYUD4HE',1);
INSERT INTO "codes" VALUES(4,1,'PTSK7J6KRFV',2);
INSERT INTO "codes" VALUES(5,1,'PTSZH7N47KX',0);
INSERT INTO "codes" VALUES(6,1,'PTS8MBP8D4N',0);
INSERT INTO "codes" VALUES(7,1,'PTSECSTQZG6',0);
INSERT INTO "codes" VALUES(8,1,'PTSFZW649S8',0);
INSERT INTO "codes" VALUES(9,2,'CUPXEB6D62Y',0);
INSERT INTO "codes" VALUES(10,2,'CUPSR7WWRZU',1);
INSERT INTO "codes" VALUES(11,2,'CUP7S75FEBR',1);
INSERT INTO "codes" VALUES(12,2,'CUPSFKEVVHG',0);
INSERT INTO "codes" VALUES(13,2,'CUPBTPMJVUB',0);
INSERT INTO "codes" VALUES(14,2,'CUP5WCNQVZ4',0);
INSERT INTO "codes" VALUES(15,2,'CUPV93DPP5M',0);
INSERT INTO "codes" VALUES(16,2,'CUP65W28RUG',0);
INSERT INTO "codes" VALUES(17,3,'WELCOME-2026',0);
INSERT INTO "codes" VALUES(18,3,'ZOLW-7',0);
CREATE TABLE conflicts (
	id VARCHAR(200) NOT NULL, 
	kind VARCHAR(12) NOT NULL, 
	"of" VARCHAR(200) NOT NULL, 
	device VARCHAR(200) NOT NULL, 
	n BIGINT NOT NULL, 
	code_id BIGINT, 
	campaign_id VARCHAR(200), 
	grant_id BIGINT, 
	units BIGINT NOT NULL, 
	money BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	document TEXT NOT NULL, 
	state VARCHAR(12) NOT NULL, 
	note TEXT NOT NULL, 
	settled_by VARCHAR(200), 
	settled_at BIGINT, 
	CONSTRAINT pk_conflicts PRIMARY KEY (id), 
	CONSTRAINT fk_conflicts_device_devices FOREIGN KEY(device) REFERENCES devices (id), 
	CONSTRAINT fk_conflicts_settled_by_staff FOREIGN KEY(settled_by) REFERENCES staff (id)
);
CREATE TABLE coupon_uses (
	code VARCHAR(200) NOT NULL, 
	at BIGINT NOT NULL, 
	staff_id VARCHAR(200) NOT NULL, 
	store VARCHAR(200) NOT NULL, 
	till VARCHAR(200) NOT NULL, 
	CONSTRAINT pk_coupon_uses PRIMARY KEY (code), 
	CONSTRAINT fk_coupon_uses_code_coupons FOREIGN KEY(code) REFERENCES coupons (code), 
	CONSTRAINT fk_coupon_uses_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id), 
	CONSTRAINT fk_coupon_uses_store_stores FOREIGN KEY(store) REFERENCES stores (code), 
	CONSTRAINT fk_coupon_uses_till_devices FOREIGN KEY(till) REFERENCES devices (id)
);
CREATE TABLE coupons (
	code VARCHAR(200) NOT NULL, 
	reward_id VARCHAR(200) NOT NULL, 
	member_id VARCHAR(200), 
	value BIGINT, 
	issued_at BIGINT NOT NULL, 
	expires_at BIGINT, 
	redemption_id VARCHAR(200), 
	used_at BIGINT, 
	cancelled_at BIGINT, 
	CONSTRAINT pk_coupons PRIMARY KEY (code), 
	CONSTRAINT fk_coupons_reward_id_rewards FOREIGN KEY(reward_id) REFERENCES rewards (id), 
	CONSTRAINT fk_coupons_member_id_members FOREIGN KEY(member_id) REFERENCES members (id), 
	CONSTRAINT fk_coupons_redemption_id_redemptions FOREIGN KEY(redemption_id) REFERENCES redemptions (id)
);
INSERT INTO "coupons" VALUES('5TNF7QMZ6E','coffee','14721464-b9f0-48f2-873d-d420950a6b07',450,1795691705552151,2111051705552151,'9YW4MVY8FX-18',NULL,1795691705744559);
INSERT INTO "coupons" VALUES('R9A5R7KR5R','coffee','14721464-b9f0-48f2-873d-d420950a6b07',450,1795691706039810,2111051706039810,'9YW4MVY8FX-20',NULL,NULL);
INSERT INTO "coupons" VALUES('ETXEKZCMQU','coffee','47fc7f61-91a2-4895-a9e5-999c21071e5a',450,1795691706211989,2111051706211989,'9YW4MVY8FX-21',NULL,NULL);
CREATE TABLE devices (
	id VARCHAR(200) NOT NULL, 
	name TEXT NOT NULL, 
	store_code VARCHAR(200) NOT NULL, 
	public_key BLOB NOT NULL, 
	created_at BIGINT NOT NULL, 
	CONSTRAINT pk_devices PRIMARY KEY (id), 
	CONSTRAINT fk_devices_store_code_stores FOREIGN KEY(store_code) REFERENCES stores (code), 
	CONSTRAINT uq_devices_public_key UNIQUE (public_key)
);
INSERT INTO "devices" VALUES('9YW4MVY8FX','Till','store',X'D0CE33850BD93DA9E2CB5B958DC45ADC19A1301479A8C52A0FB14CDFB46B66BD',1795691697821374);
CREATE TABLE enrolments (
	device VARCHAR(200) NOT NULL, 
	kind VARCHAR(10) NOT NULL, 
	state VARCHAR(20) NOT NULL, 
	why TEXT NOT NULL, 
	joined_at BIGINT NOT NULL, 
	seen_at BIGINT NOT NULL, 
	clock_off BIGINT NOT NULL, 
	awaited BOOLEAN NOT NULL, 
	receipted_n BIGINT, 
	early TEXT, 
	sessions BIGINT, 
	tip_n BIGINT NOT NULL, 
	had_n BIGINT, 
	CONSTRAINT pk_enrolments PRIMARY KEY (device), 
	CONSTRAINT fk_enrolments_device_devices FOREIGN KEY(device) REFERENCES devices (id)
);
CREATE TABLE entry_verdicts (
	device VARCHAR(200) NOT NULL, 
	n BIGINT NOT NULL, 
	hash BLOB NOT NULL, 
	outcome VARCHAR(12) NOT NULL, 
	"of" VARCHAR(200) NOT NULL, 
	reason TEXT NOT NULL, 
	"values" TEXT NOT NULL, 
	answer TEXT, 
	receipt BLOB NOT NULL, 
	CONSTRAINT pk_entry_verdicts PRIMARY KEY (device, n), 
	CONSTRAINT fk_entry_verdicts_device_devices FOREIGN KEY(device) REFERENCES devices (id)
)
 WITHOUT ROWID

;
CREATE TABLE erasures (
	member_id VARCHAR(200) NOT NULL, 
	at BIGINT NOT NULL, 
	staff_id VARCHAR(200) NOT NULL, 
	reason TEXT NOT NULL, 
	CONSTRAINT pk_erasures PRIMARY KEY (member_id), 
	CONSTRAINT fk_erasures_member_id_members FOREIGN KEY(member_id) REFERENCES members (id), 
	CONSTRAINT fk_erasures_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id)
);
CREATE TABLE event_schemas (
	event_type VARCHAR(200) NOT NULL, 
	name TEXT NOT NULL, 
	active BOOLEAN NOT NULL, 
	document TEXT NOT NULL, 
	CONSTRAINT pk_event_schemas PRIMARY KEY (event_type)
);
INSERT INTO "event_schemas" VALUES('code_redeemed','A code is redeemed',1,'{"customEventSchema":{"active":true,"eventType":"code_redeemed","name":"A code is redeemed","schema":{"fields":[{"description":"","name":"promo_code","type":"text"}]}}}');
CREATE TABLE feed (
	topic VARCHAR(20) NOT NULL, 
	"key" VARCHAR(200) NOT NULL, 
	scope VARCHAR(200) NOT NULL, 
	seq BIGINT NOT NULL, 
	CONSTRAINT pk_feed PRIMARY KEY (topic, "key")
);
CREATE TABLE feed_counter (
	id SMALLINT NOT NULL, 
	seq BIGINT NOT NULL, 
	CONSTRAINT pk_feed_counter PRIMARY KEY (id)
);
CREATE TABLE grants (
	id INTEGER NOT NULL, 
	epoch INTEGER NOT NULL, 
	device VARCHAR(200) NOT NULL, 
	kind VARCHAR(10) NOT NULL, 
	campaign_id VARCHAR(200) NOT NULL, 
	state VARCHAR(12) NOT NULL, 
	granted_at BIGINT NOT NULL, 
	expires_at BIGINT, 
	first_id BIGINT, 
	last_id BIGINT, 
	units BIGINT NOT NULL, 
	money BIGINT NOT NULL, 
	count BIGINT NOT NULL, 
	spent_units BIGINT NOT NULL, 
	spent_money BIGINT NOT NULL, 
	spent_count BIGINT NOT NULL, 
	burned_units BIGINT NOT NULL, 
	burned_money BIGINT NOT NULL, 
	burned_count BIGINT NOT NULL, 
	accepted_n BIGINT, 
	reason TEXT NOT NULL, 
	CONSTRAINT pk_grants PRIMARY KEY (id), 
	CONSTRAINT fk_grants_device_devices FOREIGN KEY(device) REFERENCES devices (id), 
	CONSTRAINT fk_grants_campaign_id_campaigns FOREIGN KEY(campaign_id) REFERENCES campaigns (id)
);
CREATE TABLE intents (
	n BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	state VARCHAR(10) NOT NULL, 
	CONSTRAINT pk_intents PRIMARY KEY (n)
);
CREATE TABLE invitations (
	token_hash BLOB NOT NULL, 
	store VARCHAR(200) NOT NULL, 
	name TEXT NOT NULL, 
	kind VARCHAR(10) NOT NULL, 
	invited_by VARCHAR(200) NOT NULL, 
	invited_at BIGINT NOT NULL, 
	expires_at BIGINT NOT NULL, 
	used_by VARCHAR(200), 
	CONSTRAINT pk_invitations PRIMARY KEY (token_hash), 
	CONSTRAINT fk_invitations_store_stores FOREIGN KEY(store) REFERENCES stores (code), 
	CONSTRAINT fk_invitations_invited_by_staff FOREIGN KEY(invited_by) REFERENCES staff (id), 
	CONSTRAINT fk_invitations_used_by_devices FOREIGN KEY(used_by) REFERENCES devices (id)
);
CREATE TABLE journal (
	device VARCHAR(200) NOT NULL, 
	n BIGINT NOT NULL, 
	prev_hash BLOB NOT NULL, 
	epoch INTEGER NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	body TEXT NOT NULL, 
	wall_time BIGINT NOT NULL, 
	hub_time BIGINT, 
	hash BLOB NOT NULL, 
	signature BLOB NOT NULL, 
	CONSTRAINT pk_journal PRIMARY KEY (device, n), 
	CONSTRAINT fk_journal_device_devices FOREIGN KEY(device) REFERENCES devices (id)
)
 WITHOUT ROWID

;
INSERT INTO "journal" VALUES('9YW4MVY8FX',1,X'0000000000000000000000000000000000000000000000000000000000000000',0,'device_added','{"name":"Till","public_key":"d0ce33850bd93da9e2cb5b958dc45adc19a1301479a8c52a0fb14cdfb46b66bd","store":"store"}',1795691697821374,NULL,X'3FD266F2A6EE1E97684E94081FE01CF7BAE4F84CF06C3DBCFAE9EBB223EE769C',X'A36AE49C4B3546E8B384AB90261A4984AEB2E2ED94BAFB537D9CF1057D193D8CBBA83BEB4FDAD30B4813CAB16B3C62D2189B335CBB2FC78FBE750BF296A21C0C');
INSERT INTO "journal" VALUES('9YW4MVY8FX',2,X'3FD266F2A6EE1E97684E94081FE01CF7BAE4F84CF06C3DBCFAE9EBB223EE769C',0,'store_saved','{"currency":"PLN","name":"Main street","staff":"manager","store":"store","zone":"Europe/Warsaw","zone_before":"UTC"}',1795691700139493,NULL,X'3F44B4D94BE1978956EC2103B34B93127ADC28C36137A4E057A9423F70168977',X'EBDD9AD9E2A848080214F8A7B07A5A5F52D872D60F9A6AD82FD5ADA9239C353BA8E757FA01A786DB1B64030E94E0112A29FDB2F21488E9593946163C65F51903');
INSERT INTO "journal" VALUES('9YW4MVY8FX',3,X'3F44B4D94BE1978956EC2103B34B93127ADC28C36137A4E057A9423F70168977',0,'schema_saved','{"schema":{"customEventSchema":{"active":true,"eventType":"code_redeemed","name":"A code is redeemed","schema":{"fields":[{"description":"","name":"promo_code","type":"text"}]}}},"staff":"manager"}',1795691700219627,NULL,X'CA188160AF9CC1EE59525D1E70682A747739808F9130ADBE883D75E15170CE6C',X'22F4AA5F2BD32291C5A4951980729A79055A0E90EE2D06D74A6001B6B356C37E3AE8085A99B896864756EFAB652DB93B5A0E1DC14B7A83BEC201D757C1DFA203');
INSERT INTO "journal" VALUES('9YW4MVY8FX',4,X'CA188160AF9CC1EE59525D1E70682A747739808F9130ADBE883D75E15170CE6C',0,'reward_saved','{"active":true,"days_valid":3650,"id":"coffee","name":"A coffee","staff":"manager","value":450}',1795691700287986,NULL,X'1F54BD116D9CEE8CBEC2BD1B2E74C6D83C77607E2CA24D9D70DA57C6B7EAD7D1',X'9D97441D7A87B60602A524679AACC4D01521C50659D7F5B2DCC2F47271E03321CEE5B11744F98DED676DD917F09EFB098BEBCB01BC2126BBE792DD3F4D0E2F00');
INSERT INTO "journal" VALUES('9YW4MVY8FX',5,X'1F54BD116D9CEE8CBEC2BD1B2E74C6D83C77607E2CA24D9D70DA57C6B7EAD7D1',0,'member_saved','{"active":true,"member":"14721464-b9f0-48f2-873d-d420950a6b07","proof":"0dc2a21c2567f7decd5ab59c1e0ec241d97200528287a5b37f66632c86009f54","segments":[],"staff":"manager","tier":"gold"}',1795691701317673,NULL,X'C90F92579CF550C210F1908226FF16408229202A1ADB9CFD990BDB61232D5418',X'71C8B42CE0728731FE65C997CA3E0618527EA9D5A02E1F7ECCECDB20CEC8BB97D3AE60FBDDA28DD8E41BB663B33A23D7682CF8179B76998DEAF1336FE388EB02');
INSERT INTO "journal" VALUES('9YW4MVY8FX',6,X'C90F92579CF550C210F1908226FF16408229202A1ADB9CFD990BDB61232D5418',0,'member_saved','{"active":true,"member":"47fc7f61-91a2-4895-a9e5-999c21071e5a","proof":"76fb6217c8a69c3dcd2bb6d238cd6812adc0949c8e568b2eec5c2dc4aa762cb9","segments":[],"staff":"manager","tier":null}',1795691701651109,NULL,X'B712DFB690C03329415A97E6AC00BAD79ABE0FFC0906DCE8C46A873DD9CF45D2',X'2C10A24BB57FEA7341BFD5238BFC02C09CBA62405C8C2A99EBEBEEBC9092A30426761DD068633B1B82BF415D4A91455A2B7D6D15F4674C3710F238527380C902');
INSERT INTO "journal" VALUES('9YW4MVY8FX',7,X'B712DFB690C03329415A97E6AC00BAD79ABE0FFC0906DCE8C46A873DD9CF45D2',0,'staff_saved','{"active":true,"person":"zofia","role":"cashier","staff":"manager"}',1795691701974481,NULL,X'E0BB1B6767BBCE6A15552AC39164D73DF217650133274D8E6D6A9ABE37DE46A9',X'C485B617DCCE4F6FD34B2630FF55B92EA3418DB62E03A9B5ACCC992353A17C9B601B01637841EE57B4652D26F27E3CCE0C7CEA72D8F9A84E574C4C96ECD0210D');
INSERT INTO "journal" VALUES('9YW4MVY8FX',8,X'E0BB1B6767BBCE6A15552AC39164D73DF217650133274D8E6D6A9ABE37DE46A9',0,'campaign_saved','{"base":null,"base_version":0,"campaign":"fc09576c-765e-44e1-ad1b-c00d0c6d2956","document":{"campaign":{"active":true,"activity":{"endsAt":null,"startsAt":"2024-01-01T00:00:00+00:00"},"audience":{"target":"none"},"codeGenerator":{"characterSet":"alphanum","length":8,"prefix":"PTS"},"counterfoil":{"archived":false,"checkCharacter":false,"limits":{},"lookAlikes":false,"offlinePolicy":"online_only","reuseAfterReversal":false,"version":1},"displayOrder":1,"event":"code_redeemed","eventCodeAttribute":"promo_code","generateCodes":true,"labels":[],"limits":{},"rules":[{"conditions":[],"description":"","effects":[{"effect":"give_points","pointsRule":"100","walletCode":"default"}],"name":"Rule","target":"self"}],"translations":{"en":{"description":"","name":"Points"}},"trigger":"custom_event_unique_code","type":"direct","visibility":{"target":"none"}}},"staff":"manager"}',1795691702233773,NULL,X'BC4862D7A0155A4CA79E1D42280F67F8869EC6A49220E1346925CFBF2032C020',X'1B37DADEC65DFE9E4440D67C67E75F8EAA84F63D81290644B94FE9ED67F9863C013C2DAD7AD5763551622C944ECF3602292784EF7FE56510E6FCC22740648B0E');
INSERT INTO "journal" VALUES('9YW4MVY8FX',9,X'BC4862D7A0155A4CA79E1D42280F67F8869EC6A49220E1346925CFBF2032C020',0,'batch_generated','{"batch":1,"campaign":"fc09576c-765e-44e1-ad1b-c00d0c6d2956","counter":[0,8],"format":"PTS/23456789ABCDEFGHJKMNPQRSTUVWXYZ/8/","ids":[1,8],"labels":[],"name":"1","size":8,"staff":"manager"}',1795691702467682,NULL,X'36CADD233662A46BF93D8833C53FE32DF308BE59A7DBCC3646127BEA210086D0',X'992113586D58D76BB339DCF40C4B8E1AED5AE3E00C4A331885E8C39DA7CADA87BB379359DF14C14A9CB8293009946C1D3344DCA44229711D2F9BF0B1E6587200');
INSERT INTO "journal" VALUES('9YW4MVY8FX',10,X'36CADD233662A46BF93D8833C53FE32DF308BE59A7DBCC3646127BEA210086D0',0,'campaign_saved','{"base":null,"base_version":0,"campaign":"058af7c3-f2f4-422e-987f-ff597c77f3d3","document":{"campaign":{"active":true,"activity":{"endsAt":null,"startsAt":"2024-01-01T00:00:00+00:00"},"audience":{"target":"none"},"codeGenerator":{"characterSet":"alphanum","length":8,"prefix":"CUP"},"counterfoil":{"archived":false,"checkCharacter":true,"limits":{},"lookAlikes":false,"offlinePolicy":"online_only","reuseAfterReversal":true,"version":1},"displayOrder":1,"event":"code_redeemed","eventCodeAttribute":"promo_code","generateCodes":true,"labels":[],"limits":{},"rules":[{"conditions":[],"description":"","effects":[{"effect":"give_reward","rewardId":"coffee"}],"name":"Rule","target":"self"}],"translations":{"en":{"description":"","name":"Coffee"}},"trigger":"custom_event_unique_code","type":"direct","visibility":{"target":"none"}}},"staff":"manager"}',1795691702856671,NULL,X'A275C3737F13EE321B381F8211B7A5D05E6502D6599EF1CEBB8A34B4A4265CA9',X'83278ABB9111707DFF2EE840B793301AA0C83F99426E9329A97509DF9A9FE0E55C78F5CADB03F7CE926FDF70B8E6EDF418B12FC13C190EA398A6A0FACB50170A');
INSERT INTO "journal" VALUES('9YW4MVY8FX',11,X'A275C3737F13EE321B381F8211B7A5D05E6502D6599EF1CEBB8A34B4A4265CA9',0,'batch_generated','{"batch":2,"campaign":"058af7c3-f2f4-422e-987f-ff597c77f3d3","counter":[0,8],"format":"CUP/23456789ABCDEFGHJKMNPQRSTUVWXYZ/8/check","ids":[9,16],"labels":[],"name":"1","size":8,"staff":"manager"}',1795691703192559,NULL,X'D11DEF96761B462FB7F267E2648FE8ACA0E47567D2F02A373B3EE8182677E1CA',X'28E32E8089D116ADBD7CF2E26B0BD5C72AEDB55B0ED5F1F714E8338B4233A2A0CD34428556B0BDECD4EE5A9D587232FC1CE383A2472E164B95D1DF3FEC304806');
INSERT INTO "journal" VALUES('9YW4MVY8FX',12,X'D11DEF96761B462FB7F267E2648FE8ACA0E47567D2F02A373B3EE8182677E1CA',0,'batch_imported','{"batch":3,"campaign":"fc09576c-765e-44e1-ad1b-c00d0c6d2956","ids":[17,18],"labels":[],"name":"bought","size":2,"staff":"manager","used":0,"void":0}',1795691703799942,NULL,X'D686BCF3524B9240CF95754D715ADDACCF766BBCE40BCF84AE886E84726454BE',X'CA1101941CB6FDB3CF59D47C3C9FE48508A8818BBAF991A2FE436F7A37A10475FFC7116C6CB735F6F2471E19272B8CFA222DD8FA619AE3998C463332C98EBE09');
INSERT INTO "journal" VALUES('9YW4MVY8FX',13,X'D686BCF3524B9240CF95754D715ADDACCF766BBCE40BCF84AE886E84726454BE',0,'redeem','{"amount":null,"at":1795691704948499,"campaign":"fc09576c-765e-44e1-ad1b-c00d0c6d2956","campaign_version":1,"code":"eb069768239dc9b496d22c2b521de258","event_id":null,"final":true,"given":[{"effect":"give_points","member":"14721464-b9f0-48f2-873d-d420950a6b07","units":10000,"wallet":"default"}],"member":"14721464-b9f0-48f2-873d-d420950a6b07","redemption":"9YW4MVY8FX-13","rules":["Rule"],"source":"typed","staff":"zofia","store":"store"}',1795691704948499,NULL,X'A9441CAF8F382A461A6BC99194AEE400DA04A0D26C4610ED12D8C4C856EB8D21',X'FC1FC876CC1DC06CAC88C62704EDF79A2DB7522056D1451721CDBC113854D5A4F3C5F694C27C1B987BC7E92D3019C6040FF8A2312C8680B0328B44FE93F46900');
INSERT INTO "journal" VALUES('9YW4MVY8FX',14,X'A9441CAF8F382A461A6BC99194AEE400DA04A0D26C4610ED12D8C4C856EB8D21',0,'scan_refused','{"at":1795691704983492,"attempt":"9YW4MVY8FX-14","campaign":"fc09576c-765e-44e1-ad1b-c00d0c6d2956","code":"eb069768239dc9b496d22c2b521de258","event_id":null,"member":"47fc7f61-91a2-4895-a9e5-999c21071e5a","reason":"already_used","source":"typed","staff":"manager","store":"store"}',1795691704983492,NULL,X'55C1C0A4C6693F70F62CD6BF9C596301746E609EB223037FEB51CBAB1F511515',X'369FC18EE070AA79F40018F802B81EF1BAA2C417B684F52893D9C5AAF9808FCF5BF31881679EDF5B3F94B60C7ACEF96EA8012F19518E4012050E111705426200');
INSERT INTO "journal" VALUES('9YW4MVY8FX',15,X'55C1C0A4C6693F70F62CD6BF9C596301746E609EB223037FEB51CBAB1F511515',0,'redeem','{"amount":null,"at":1795691705006719,"campaign":"fc09576c-765e-44e1-ad1b-c00d0c6d2956","campaign_version":1,"code":"d0a1e14edbfd37a7fe6881adfd04fc65","event_id":null,"final":true,"given":[{"effect":"give_points","member":"47fc7f61-91a2-4895-a9e5-999c21071e5a","units":10000,"wallet":"default"}],"member":"47fc7f61-91a2-4895-a9e5-999c21071e5a","redemption":"9YW4MVY8FX-15","rules":["Rule"],"source":"typed","staff":"manager","store":"store"}',1795691705006719,NULL,X'08A12B7F85DF463A0372485610D066C6E891906264CE33BA0FA9B5784968DF19',X'4C03AB30DBB8FC823FE7359814EF6C5B1A36F4977FED8E14C64D54882677E6A51F2E2AF03329D069354F262064A8DA9CEBCB4325D0501883EEF504676685B40C');
INSERT INTO "journal" VALUES('9YW4MVY8FX',16,X'08A12B7F85DF463A0372485610D066C6E891906264CE33BA0FA9B5784968DF19',0,'redeem','{"amount":null,"at":1795691705164148,"campaign":"fc09576c-765e-44e1-ad1b-c00d0c6d2956","campaign_version":1,"code":"c0b790c466b3f88cf6273de9c800bf98","event_id":null,"final":true,"given":[{"effect":"give_points","member":"14721464-b9f0-48f2-873d-d420950a6b07","units":10000,"wallet":"default"}],"member":"14721464-b9f0-48f2-873d-d420950a6b07","redemption":"9YW4MVY8FX-16","rules":["Rule"],"source":"typed","staff":"manager","store":"store"}',1795691705164148,NULL,X'A62408F206A5A158746BF27C4020982A056C65CD89A828345F4FCC97B49C72BB',X'074A2C98C9A66E1B9CA3BABEE8938DBB0B1F24F2F8EA1F7FEDFE9CC87D73E8BA940E746526A97CD431112E49D417D5CCA762B77FEA118371CC4688AF0FC2E507');
INSERT INTO "journal" VALUES('9YW4MVY8FX',17,X'A62408F206A5A158746BF27C4020982A056C65CD89A828345F4FCC97B49C72BB',0,'reverse','{"below_zero":[],"code_unused":false,"coupons_spent":0,"reason":"by mistake","redemption":"9YW4MVY8FX-16","staff":"manager"}',1795691705360137,NULL,X'FE11323B07833E4C99464336B055671134F86D0D9C22B96E89BFB5AB016674A0',X'5B7759DC62974185BCB434DB596B4BC5B191B292AB69D11B74CE921AF23FB005487BD5527FF1D96F6461B71BA7FAD0829D1454CEE31D309E1AFDCBFA855CC80A');
INSERT INTO "journal" VALUES('9YW4MVY8FX',18,X'FE11323B07833E4C99464336B055671134F86D0D9C22B96E89BFB5AB016674A0',0,'redeem','{"amount":null,"at":1795691705552151,"campaign":"058af7c3-f2f4-422e-987f-ff597c77f3d3","campaign_version":1,"code":"66a6c4a242bf3020f675e3b60f7bb7a4","event_id":null,"final":true,"given":[{"coupon":"65679a3980d0f5d9edf2200ea436c311","effect":"give_reward","member":"14721464-b9f0-48f2-873d-d420950a6b07","reward":"coffee"}],"member":"14721464-b9f0-48f2-873d-d420950a6b07","redemption":"9YW4MVY8FX-18","rules":["Rule"],"source":"typed","staff":"manager","store":"store"}',1795691705552151,NULL,X'FFF90DAE2A61FB3A4F1291856D11B34ED0171EC0D5C7C77E6ECDBBFE6B1F3654',X'055D6D1E15C77EC9BCBAE551903BC12BC358A34DACFD647C12FE797D87EC1169E57DFA665D595A360D5C416E45F6FBA8300BAB2B1873EF214D6F2EE5C69D1B09');
INSERT INTO "journal" VALUES('9YW4MVY8FX',19,X'FFF90DAE2A61FB3A4F1291856D11B34ED0171EC0D5C7C77E6ECDBBFE6B1F3654',0,'reverse','{"below_zero":[],"code_unused":true,"coupons_spent":0,"reason":"another one","redemption":"9YW4MVY8FX-18","staff":"manager"}',1795691705744559,NULL,X'75DEEBDBE183C668E79A258BA7815DC79647AB4F575420CD77CA0AC53DD8FC73',X'0BBFE15E30C2F7CBE10210CB05E374474EEFCE3AE457AFD09092D92FEBB4B98B2C82338F93801F3E71E1911FB24AB35FB52E47257980AA62C03E6A492DB76C01');
INSERT INTO "journal" VALUES('9YW4MVY8FX',20,X'75DEEBDBE183C668E79A258BA7815DC79647AB4F575420CD77CA0AC53DD8FC73',0,'redeem','{"amount":null,"at":1795691706039810,"campaign":"058af7c3-f2f4-422e-987f-ff597c77f3d3","campaign_version":1,"code":"6c4b4c6d5fa13ccad7fbbf700dac87a9","event_id":null,"final":true,"given":[{"coupon":"2bac87b77590ee01cc9ae857590eccd2","effect":"give_reward","member":"14721464-b9f0-48f2-873d-d420950a6b07","reward":"coffee"}],"member":"14721464-b9f0-48f2-873d-d420950a6b07","redemption":"9YW4MVY8FX-20","rules":["Rule"],"source":"typed","staff":"manager","store":"store"}',1795691706039810,NULL,X'26D8C34DA0855E6AA2D48DFD4997935E17A2D4A9F6B56BB37011252431609970',X'7639B5AC707D9B729CD716ABC639F0ECB6765F8C3035C80BC2CF92797A6C6587E7B9849D3D093526D03A660F2E85FBAB06ABBF64B69384D96A1F2D24BDF58C0D');
INSERT INTO "journal" VALUES('9YW4MVY8FX',21,X'26D8C34DA0855E6AA2D48DFD4997935E17A2D4A9F6B56BB37011252431609970',0,'redeem','{"amount":null,"at":1795691706211989,"campaign":"058af7c3-f2f4-422e-987f-ff597c77f3d3","campaign_version":1,"code":"b2c185576f940a8e3df60153fb15f89e","event_id":null,"final":true,"given":[{"coupon":"5d318e014dce0ddc0fdd5a0a2bcb246e","effect":"give_reward","member":"47fc7f61-91a2-4895-a9e5-999c21071e5a","reward":"coffee"}],"member":"47fc7f61-91a2-4895-a9e5-999c21071e5a","redemption":"9YW4MVY8FX-21","rules":["Rule"],"source":"typed","staff":"manager","store":"store"}',1795691706211989,NULL,X'03E0EEA98D6E2E9B3F16F5536AFDA41EF538A3621BA6A004B7FDC7E461BD0365',X'8D5C63A7CB9D5DF6F165E633466AF1028D7E89FA1B533500F4EF8098FDA69E5898BE2DD99125AEB67EA6099FEEEDD435A447CB396C23AEB780582A14C1442B0A');
INSERT INTO "journal" VALUES('9YW4MVY8FX',22,X'03E0EEA98D6E2E9B3F16F5536AFDA41EF538A3621BA6A004B7FDC7E461BD0365',0,'scan_refused','{"at":1795691707560085,"attempt":"9YW4MVY8FX-22","campaign":null,"code":null,"event_id":null,"member":null,"reason":"unknown","source":"typed","staff":"manager","store":"store"}',1795691707560085,NULL,X'A4183D89BC6A45CEF4C698015B027D33C01B1F601A957317A3883D22BD6BE704',X'8321283E62CDF8E7616802A671AC643E6CBD7621FB4F4BE0D08FFD444E5C99C1C11DF547DECC119F538621E66BD14E505C97B499A6C8DA9D2F1856FEB493DF0C');
INSERT INTO "journal" VALUES('9YW4MVY8FX',23,X'A4183D89BC6A45CEF4C698015B027D33C01B1F601A957317A3883D22BD6BE704',0,'codes_voided','{"batch":null,"campaign":"fc09576c-765e-44e1-ad1b-c00d0c6d2956","count":1,"ids":[[4,4]],"reason":"torn","staff":"manager"}',1795691707770570,NULL,X'59925D0D8D74BEE33A6C662D148AB38B93D034AFCB67262D71CFFDE86825DA9F',X'F3FAF0310988DCB4779787586582519D1A51F78A016AD934EF93A361B03AF859D65B6E8E3A5AF43FCF1769D55C0D4DF149C63771873F1632A223D4520B36CD0A');
CREATE TABLE member_terms (
	term TEXT NOT NULL, 
	member_id VARCHAR(200) NOT NULL, 
	CONSTRAINT pk_member_terms PRIMARY KEY (term, member_id), 
	CONSTRAINT fk_member_terms_member_id_members FOREIGN KEY(member_id) REFERENCES members (id)
)
 WITHOUT ROWID

;
INSERT INTO "member_terms" VALUES('4000101','14721464-b9f0-48f2-873d-d420950a6b07');
INSERT INTO "member_terms" VALUES('ada','14721464-b9f0-48f2-873d-d420950a6b07');
INSERT INTO "member_terms" VALUES('nowak','14721464-b9f0-48f2-873d-d420950a6b07');
INSERT INTO "member_terms" VALUES('4000102','47fc7f61-91a2-4895-a9e5-999c21071e5a');
INSERT INTO "member_terms" VALUES('lucja','47fc7f61-91a2-4895-a9e5-999c21071e5a');
INSERT INTO "member_terms" VALUES('zak','47fc7f61-91a2-4895-a9e5-999c21071e5a');
CREATE TABLE members (
	id VARCHAR(200) NOT NULL, 
	card VARCHAR(200) NOT NULL, 
	registered_at BIGINT NOT NULL, 
	first_name TEXT NOT NULL, 
	last_name TEXT NOT NULL, 
	email TEXT NOT NULL, 
	phone TEXT NOT NULL, 
	tier VARCHAR(200), 
	segments TEXT NOT NULL, 
	labels TEXT NOT NULL, 
	custom_attributes TEXT NOT NULL, 
	referrer_id VARCHAR(200), 
	active BOOLEAN NOT NULL, 
	CONSTRAINT pk_members PRIMARY KEY (id), 
	CONSTRAINT uq_members_card UNIQUE (card), 
	CONSTRAINT fk_members_tier_tiers FOREIGN KEY(tier) REFERENCES tiers (code), 
	CONSTRAINT fk_members_referrer_id_members FOREIGN KEY(referrer_id) REFERENCES members (id)
);
INSERT INTO "members" VALUES('14721464-b9f0-48f2-873d-d420950a6b07','4000101',1795691701317673,'Ada','Nowak','','','gold','[]','{}','{}',NULL,1);
INSERT INTO "members" VALUES('47fc7f61-91a2-4895-a9e5-999c21071e5a','4000102',1795691701651109,'Łucja','Żak','','',NULL,'[]','{}','{}',NULL,1);
CREATE TABLE pin_tries (
	staff_id VARCHAR(200) NOT NULL, 
	wrong INTEGER NOT NULL, 
	wait_until BIGINT, 
	signed_in_at BIGINT, 
	CONSTRAINT pk_pin_tries PRIMARY KEY (staff_id), 
	CONSTRAINT fk_pin_tries_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id)
);
CREATE TABLE print_runs (
	id INTEGER NOT NULL, 
	device VARCHAR(200) NOT NULL, 
	campaign_id VARCHAR(200) NOT NULL, 
	batch_id INTEGER, 
	state VARCHAR(10) NOT NULL, 
	stock_id VARCHAR(200) NOT NULL, 
	stock TEXT NOT NULL, 
	design TEXT NOT NULL, 
	per_page INTEGER NOT NULL, 
	start INTEGER NOT NULL, 
	ids TEXT NOT NULL, 
	next_id BIGINT, 
	first_sheet BIGINT NOT NULL, 
	last_sheet BIGINT NOT NULL, 
	labels BIGINT NOT NULL, 
	proved BIGINT, 
	printed_at BIGINT NOT NULL, 
	printed_by VARCHAR(200) NOT NULL, 
	CONSTRAINT pk_print_runs PRIMARY KEY (id), 
	CONSTRAINT fk_print_runs_device_devices FOREIGN KEY(device) REFERENCES devices (id), 
	CONSTRAINT fk_print_runs_campaign_id_campaigns FOREIGN KEY(campaign_id) REFERENCES campaigns (id), 
	CONSTRAINT fk_print_runs_batch_id_batches FOREIGN KEY(batch_id) REFERENCES batches (id), 
	CONSTRAINT fk_print_runs_printed_by_staff FOREIGN KEY(printed_by) REFERENCES staff (id)
);
CREATE TABLE quarantine (
	id INTEGER NOT NULL, 
	device VARCHAR(200) NOT NULL, 
	n BIGINT NOT NULL, 
	raw TEXT NOT NULL, 
	why TEXT NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_quarantine PRIMARY KEY (id), 
	CONSTRAINT fk_quarantine_device_devices FOREIGN KEY(device) REFERENCES devices (id)
);
CREATE TABLE redemption_tallies (
	campaign_id VARCHAR(200) NOT NULL, 
	quarter INTEGER NOT NULL, 
	store VARCHAR(200) NOT NULL, 
	till VARCHAR(200) NOT NULL, 
	staff_id VARCHAR(200) NOT NULL, 
	redemptions BIGINT NOT NULL, 
	units BIGINT NOT NULL, 
	reversed BIGINT NOT NULL, 
	CONSTRAINT pk_redemption_tallies PRIMARY KEY (campaign_id, quarter, store, till, staff_id), 
	CONSTRAINT fk_redemption_tallies_campaign_id_campaigns FOREIGN KEY(campaign_id) REFERENCES campaigns (id), 
	CONSTRAINT fk_redemption_tallies_store_stores FOREIGN KEY(store) REFERENCES stores (code), 
	CONSTRAINT fk_redemption_tallies_till_devices FOREIGN KEY(till) REFERENCES devices (id), 
	CONSTRAINT fk_redemption_tallies_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id)
)
 WITHOUT ROWID

;
INSERT INTO "redemption_tallies" VALUES('058af7c3-f2f4-422e-987f-ff597c77f3d3',1995213,'store','9YW4MVY8FX','manager',2,0,1);
INSERT INTO "redemption_tallies" VALUES('fc09576c-765e-44e1-ad1b-c00d0c6d2956',1995213,'store','9YW4MVY8FX','manager',1,10000,1);
INSERT INTO "redemption_tallies" VALUES('fc09576c-765e-44e1-ad1b-c00d0c6d2956',1995213,'store','9YW4MVY8FX','zofia',1,10000,0);
CREATE TABLE redemptions (
	id VARCHAR(200) NOT NULL, 
	event_id VARCHAR(200), 
	code_id BIGINT NOT NULL, 
	campaign_id VARCHAR(200) NOT NULL, 
	campaign_version INTEGER NOT NULL, 
	member_id VARCHAR(200), 
	staff_id VARCHAR(200) NOT NULL, 
	store VARCHAR(200) NOT NULL, 
	till VARCHAR(200) NOT NULL, 
	at BIGINT NOT NULL, 
	units BIGINT NOT NULL, 
	amount BIGINT, 
	rules TEXT NOT NULL, 
	given TEXT NOT NULL, 
	body TEXT, 
	source VARCHAR(20) NOT NULL, 
	reversed_at BIGINT, 
	reversed_by VARCHAR(200), 
	reversal_reason TEXT, 
	test BOOLEAN NOT NULL, 
	CONSTRAINT pk_redemptions PRIMARY KEY (id), 
	CONSTRAINT fk_redemptions_campaign_id_campaigns FOREIGN KEY(campaign_id) REFERENCES campaigns (id), 
	CONSTRAINT fk_redemptions_member_id_members FOREIGN KEY(member_id) REFERENCES members (id), 
	CONSTRAINT fk_redemptions_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id), 
	CONSTRAINT fk_redemptions_store_stores FOREIGN KEY(store) REFERENCES stores (code), 
	CONSTRAINT fk_redemptions_till_devices FOREIGN KEY(till) REFERENCES devices (id), 
	CONSTRAINT fk_redemptions_reversed_by_staff FOREIGN KEY(reversed_by) REFERENCES staff (id)
)
 WITHOUT ROWID

;
INSERT INTO "redemptions" VALUES('9YW4MVY8FX-13',NULL,1,'fc09576c-765e-44e1-ad1b-c00d0c6d2956',1,'14721464-b9f0-48f2-873d-d420950a6b07','zofia','store','9YW4MVY8FX',1795691704948499,10000,NULL,'["Rule"]','[{"effect":"give_points","member":"14721464-b9f0-48f2-873d-d420950a6b07","units":10000,"wallet":"default"}]',NULL,'typed',NULL,NULL,NULL,0);
INSERT INTO "redemptions" VALUES('9YW4MVY8FX-15',NULL,2,'fc09576c-765e-44e1-ad1b-c00d0c6d2956',1,'47fc7f61-91a2-4895-a9e5-999c21071e5a','manager','store','9YW4MVY8FX',1795691705006719,10000,NULL,'["Rule"]','[{"effect":"give_points","member":"47fc7f61-91a2-4895-a9e5-999c21071e5a","units":10000,"wallet":"default"}]',NULL,'typed',NULL,NULL,NULL,0);
INSERT INTO "redemptions" VALUES('9YW4MVY8FX-16',NULL,3,'fc09576c-765e-44e1-ad1b-c00d0c6d2956',1,'14721464-b9f0-48f2-873d-d420950a6b07','manager','store','9YW4MVY8FX',1795691705164148,10000,NULL,'["Rule"]','[{"effect":"give_points","member":"14721464-b9f0-48f2-873d-d420950a6b07","units":10000,"wallet":"default"}]',NULL,'typed',1795691705360137,'manager','by mistake',0);
INSERT INTO "redemptions" VALUES('9YW4MVY8FX-18',NULL,9,'058af7c3-f2f4-422e-987f-ff597c77f3d3',1,'14721464-b9f0-48f2-873d-d420950a6b07','manager','store','9YW4MVY8FX',1795691705552151,0,NULL,'["Rule"]','[{"coupon":"5TNF7QMZ6E","effect":"give_reward","member":"14721464-b9f0-48f2-873d-d420950a6b07","reward":"coffee"}]',NULL,'typed',1795691705744559,'manager','another one',0);
INSERT INTO "redemptions" VALUES('9YW4MVY8FX-20',NULL,10,'058af7c3-f2f4-422e-987f-ff597c77f3d3',1,'14721464-b9f0-48f2-873d-d420950a6b07','manager','store','9YW4MVY8FX',1795691706039810,0,NULL,'["Rule"]','[{"coupon":"R9A5R7KR5R","effect":"give_reward","member":"14721464-b9f0-48f2-873d-d420950a6b07","reward":"coffee"}]',NULL,'typed',NULL,NULL,NULL,0);
INSERT INTO "redemptions" VALUES('9YW4MVY8FX-21',NULL,11,'058af7c3-f2f4-422e-987f-ff597c77f3d3',1,'47fc7f61-91a2-4895-a9e5-999c21071e5a','manager','store','9YW4MVY8FX',1795691706211989,0,NULL,'["Rule"]','[{"coupon":"ETXEKZCMQU","effect":"give_reward","member":"47fc7f61-91a2-4895-a9e5-999c21071e5a","reward":"coffee"}]',NULL,'typed',NULL,NULL,NULL,0);
CREATE TABLE refusal_tallies (
	campaign_id VARCHAR(200) NOT NULL, 
	quarter INTEGER NOT NULL, 
	reason VARCHAR(40) NOT NULL, 
	store VARCHAR(200) NOT NULL, 
	till VARCHAR(200) NOT NULL, 
	staff_id VARCHAR(200) NOT NULL, 
	refusals BIGINT NOT NULL, 
	CONSTRAINT pk_refusal_tallies PRIMARY KEY (campaign_id, quarter, reason, store, till, staff_id), 
	CONSTRAINT fk_refusal_tallies_store_stores FOREIGN KEY(store) REFERENCES stores (code), 
	CONSTRAINT fk_refusal_tallies_till_devices FOREIGN KEY(till) REFERENCES devices (id), 
	CONSTRAINT fk_refusal_tallies_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id)
)
 WITHOUT ROWID

;
INSERT INTO "refusal_tallies" VALUES('',1995213,'unknown','store','9YW4MVY8FX','manager',1);
INSERT INTO "refusal_tallies" VALUES('fc09576c-765e-44e1-ad1b-c00d0c6d2956',1995213,'already_used','store','9YW4MVY8FX','manager',1);
CREATE TABLE refusals (
	id VARCHAR(200) NOT NULL, 
	event_id VARCHAR(200), 
	at BIGINT NOT NULL, 
	reason VARCHAR(40) NOT NULL, 
	campaign_id VARCHAR(200), 
	code_id BIGINT, 
	shown VARCHAR(200) NOT NULL, 
	digest BLOB, 
	"values" TEXT NOT NULL, 
	staff_id VARCHAR(200) NOT NULL, 
	store VARCHAR(200) NOT NULL, 
	till VARCHAR(200) NOT NULL, 
	member_id VARCHAR(200), 
	source VARCHAR(20) NOT NULL, 
	CONSTRAINT pk_refusals PRIMARY KEY (id), 
	CONSTRAINT fk_refusals_campaign_id_campaigns FOREIGN KEY(campaign_id) REFERENCES campaigns (id), 
	CONSTRAINT fk_refusals_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id), 
	CONSTRAINT fk_refusals_store_stores FOREIGN KEY(store) REFERENCES stores (code), 
	CONSTRAINT fk_refusals_till_devices FOREIGN KEY(till) REFERENCES devices (id), 
	CONSTRAINT fk_refusals_member_id_members FOREIGN KEY(member_id) REFERENCES members (id)
)
 WITHOUT ROWID

;
INSERT INTO "refusals" VALUES('9YW4MVY8FX-14',NULL,1795691704983492,'already_used','fc09576c-765e-44e1-ad1b-c00d0c6d2956',1,'PT…3H',X'EB069768239DC9B496D22C2B521DE258','{"staff":"Zofia","store":"Main street","used_at":{"moment":1795691704948499}}','manager','store','9YW4MVY8FX','47fc7f61-91a2-4895-a9e5-999c21071e5a','typed');
INSERT INTO "refusals" VALUES('9YW4MVY8FX-22',NULL,1795691707560085,'unknown',NULL,NULL,'NO…DE',X'5DC0EEA20FDCE7AD9A51E40ED57406E0','{"code":"NO…DE"}','manager','store','9YW4MVY8FX',NULL,'typed');
CREATE TABLE remote_spent (
	first_id BIGINT NOT NULL, 
	last_id BIGINT NOT NULL, 
	status SMALLINT NOT NULL, 
	CONSTRAINT pk_remote_spent PRIMARY KEY (first_id)
);
CREATE TABLE remote_uses (
	code_id BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	store TEXT NOT NULL, 
	staff TEXT NOT NULL, 
	CONSTRAINT pk_remote_uses PRIMARY KEY (code_id)
);
CREATE TABLE rewards (
	id VARCHAR(200) NOT NULL, 
	name TEXT NOT NULL, 
	value BIGINT, 
	days_valid INTEGER, 
	active BOOLEAN NOT NULL, 
	CONSTRAINT pk_rewards PRIMARY KEY (id)
);
INSERT INTO "rewards" VALUES('coffee','A coffee',450,3650,1);
CREATE TABLE segments (
	code VARCHAR(200) NOT NULL, 
	name TEXT NOT NULL, 
	CONSTRAINT pk_segments PRIMARY KEY (code)
);
CREATE TABLE settings (
	"key" VARCHAR(200) NOT NULL, 
	value TEXT NOT NULL, 
	CONSTRAINT pk_settings PRIMARY KEY ("key")
);
INSERT INTO "settings" VALUES('digest_key','1870c30102a8ec7b5c54f121a0993c012cde69ac8e7a4025fa6db1ffcd86132b');
INSERT INTO "settings" VALUES('store','store');
CREATE TABLE sheet_parts (
	first_id INTEGER NOT NULL, 
	last_id BIGINT NOT NULL, 
	sheet INTEGER NOT NULL, 
	first_place INTEGER NOT NULL, 
	CONSTRAINT pk_sheet_parts PRIMARY KEY (first_id), 
	CONSTRAINT fk_sheet_parts_sheet_sheets FOREIGN KEY(sheet) REFERENCES sheets (number)
);
CREATE TABLE sheet_reprints (
	sheet INTEGER NOT NULL, 
	n INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	staff_id VARCHAR(200) NOT NULL, 
	reason TEXT NOT NULL, 
	CONSTRAINT pk_sheet_reprints PRIMARY KEY (sheet, n), 
	CONSTRAINT fk_sheet_reprints_sheet_sheets FOREIGN KEY(sheet) REFERENCES sheets (number), 
	CONSTRAINT fk_sheet_reprints_staff_id_staff FOREIGN KEY(staff_id) REFERENCES staff (id)
)
 WITHOUT ROWID

;
CREATE TABLE sheets (
	number INTEGER NOT NULL, 
	run_id INTEGER NOT NULL, 
	first_place INTEGER NOT NULL, 
	labels INTEGER NOT NULL, 
	voided_at BIGINT, 
	voided_by VARCHAR(200), 
	void_reason TEXT, 
	CONSTRAINT pk_sheets PRIMARY KEY (number), 
	CONSTRAINT fk_sheets_run_id_print_runs FOREIGN KEY(run_id) REFERENCES print_runs (id), 
	CONSTRAINT fk_sheets_voided_by_staff FOREIGN KEY(voided_by) REFERENCES staff (id)
);
CREATE TABLE snapshot_pages (
	sha256 BLOB NOT NULL, 
	content BLOB NOT NULL, 
	CONSTRAINT pk_snapshot_pages PRIMARY KEY (sha256)
);
CREATE TABLE snapshots (
	scope VARCHAR(200) NOT NULL, 
	seq BIGINT NOT NULL, 
	epoch INTEGER NOT NULL, 
	pages TEXT NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_snapshots PRIMARY KEY (scope, seq)
);
CREATE TABLE staff (
	id VARCHAR(200) NOT NULL, 
	name TEXT NOT NULL, 
	role VARCHAR(20) NOT NULL, 
	active BOOLEAN NOT NULL, 
	pin_hash TEXT, 
	CONSTRAINT pk_staff PRIMARY KEY (id)
);
INSERT INTO "staff" VALUES('manager','Manager','manager',1,NULL);
INSERT INTO "staff" VALUES('zofia','Zofia','cashier',1,NULL);
CREATE TABLE stores (
	code VARCHAR(200) NOT NULL, 
	name TEXT NOT NULL, 
	zone TEXT NOT NULL, 
	currency VARCHAR(3) NOT NULL, 
	CONSTRAINT pk_stores PRIMARY KEY (code)
);
INSERT INTO "stores" VALUES('store','Main street','Europe/Warsaw','PLN');
CREATE TABLE tiers (
	code VARCHAR(200) NOT NULL, 
	name TEXT NOT NULL, 
	CONSTRAINT pk_tiers PRIMARY KEY (code)
);
INSERT INTO "tiers" VALUES('gold','gold');
CREATE TABLE transfers (
	id INTEGER NOT NULL, 
	member_id VARCHAR(200) NOT NULL, 
	wallet_code VARCHAR(200) NOT NULL, 
	units BIGINT NOT NULL, 
	kind VARCHAR(20) NOT NULL, 
	at BIGINT NOT NULL, 
	redemption_id VARCHAR(200), 
	reverses_id INTEGER, 
	CONSTRAINT pk_transfers PRIMARY KEY (id), 
	CONSTRAINT fk_transfers_member_id_members FOREIGN KEY(member_id) REFERENCES members (id), 
	CONSTRAINT fk_transfers_redemption_id_redemptions FOREIGN KEY(redemption_id) REFERENCES redemptions (id), 
	CONSTRAINT fk_transfers_reverses_id_transfers FOREIGN KEY(reverses_id) REFERENCES transfers (id)
);
INSERT INTO "transfers" VALUES(1,'14721464-b9f0-48f2-873d-d420950a6b07','default',10000,'redeem',1795691704948499,'9YW4MVY8FX-13',NULL);
INSERT INTO "transfers" VALUES(2,'47fc7f61-91a2-4895-a9e5-999c21071e5a','default',10000,'redeem',1795691705006719,'9YW4MVY8FX-15',NULL);
INSERT INTO "transfers" VALUES(3,'14721464-b9f0-48f2-873d-d420950a6b07','default',10000,'redeem',1795691705164148,'9YW4MVY8FX-16',NULL);
INSERT INTO "transfers" VALUES(4,'14721464-b9f0-48f2-873d-d420950a6b07','default',-10000,'reverse',1795691705360137,'9YW4MVY8FX-16',3);
CREATE TABLE usage (
	campaign_id VARCHAR(200) NOT NULL, 
	member_id VARCHAR(200) NOT NULL, 
	unit VARCHAR(200) NOT NULL, 
	bucket INTEGER NOT NULL, 
	points BIGINT NOT NULL, 
	executions INTEGER NOT NULL, 
	CONSTRAINT pk_usage PRIMARY KEY (campaign_id, member_id, unit, bucket), 
	CONSTRAINT fk_usage_campaign_id_campaigns FOREIGN KEY(campaign_id) REFERENCES campaigns (id)
)
 WITHOUT ROWID

;
INSERT INTO "usage" VALUES('058af7c3-f2f4-422e-987f-ff597c77f3d3','','',0,0,2);
INSERT INTO "usage" VALUES('fc09576c-765e-44e1-ad1b-c00d0c6d2956','','',0,20000,2);
CREATE TABLE wallet_balances (
	member_id VARCHAR(200) NOT NULL, 
	wallet_code VARCHAR(200) NOT NULL, 
	units BIGINT NOT NULL, 
	CONSTRAINT pk_wallet_balances PRIMARY KEY (member_id, wallet_code), 
	CONSTRAINT fk_wallet_balances_member_id_members FOREIGN KEY(member_id) REFERENCES members (id)
)
 WITHOUT ROWID

;
INSERT INTO "wallet_balances" VALUES('14721464-b9f0-48f2-873d-d420950a6b07','default',10000);
INSERT INTO "wallet_balances" VALUES('47fc7f61-91a2-4895-a9e5-999c21071e5a','default',10000);
CREATE INDEX ix_campaigns_display_order_id ON campaigns (display_order, id);
CREATE INDEX ix_batches_campaign_id ON batches (campaign_id);
CREATE INDEX ix_batches_last_id ON batches (last_id);
CREATE INDEX ix_codes_spent ON codes (status, id) WHERE status != 0;
CREATE INDEX ix_member_terms_member_id ON member_terms (member_id);
CREATE INDEX ix_redemptions_campaign_id_at ON redemptions (campaign_id, at);
CREATE INDEX ix_redemptions_code_id ON redemptions (code_id);
CREATE UNIQUE INDEX ix_redemptions_event_id ON redemptions (event_id) WHERE event_id IS NOT NULL;
CREATE INDEX ix_redemptions_member_id_at ON redemptions (member_id, at);
CREATE INDEX ix_refusals_campaign_id_at ON refusals (campaign_id, at);
CREATE UNIQUE INDEX ix_refusals_event_id ON refusals (event_id) WHERE event_id IS NOT NULL;
CREATE INDEX ix_coupons_member_id ON coupons (member_id);
CREATE INDEX ix_coupons_redemption_id ON coupons (redemption_id);
CREATE INDEX ix_transfers_member_id_at ON transfers (member_id, at);
CREATE TRIGGER journal_no_update BEFORE update ON journal
BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END;
CREATE TRIGGER journal_no_delete BEFORE delete ON journal
BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END;
CREATE TRIGGER transfers_no_update BEFORE update ON transfers
BEGIN SELECT RAISE(ABORT, 'transfers is append-only'); END;
CREATE TRIGGER transfers_no_delete BEFORE delete ON transfers
BEGIN SELECT RAISE(ABORT, 'transfers is append-only'); END;
CREATE INDEX ix_campaign_drafts_saved_at ON campaign_drafts (saved_at);
CREATE INDEX ix_members_referrer_id ON members (referrer_id);
CREATE INDEX ix_refusals_member_id_at ON refusals (member_id, at);
CREATE INDEX ix_print_runs_campaign_id ON print_runs (campaign_id);
CREATE INDEX ix_sheets_run_id ON sheets (run_id);
CREATE INDEX ix_sheet_parts_sheet ON sheet_parts (sheet);
CREATE UNIQUE INDEX ix_adjustments_external_id ON adjustments (external_id);
CREATE INDEX ix_quarantine_device_n ON quarantine (device, n);
CREATE INDEX ix_grants_campaign_id_state ON grants (campaign_id, state);
CREATE INDEX ix_grants_device_state ON grants (device, state);
CREATE INDEX ix_grants_last_id ON grants (last_id);
CREATE INDEX ix_conflicts_code_id ON conflicts (code_id);
CREATE INDEX ix_conflicts_state_at ON conflicts (state, at);
CREATE UNIQUE INDEX ix_feed_seq ON feed (seq);
COMMIT;
