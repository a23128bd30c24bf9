/** Each step takes the schema one version up. Steps are never edited once released; a change is a new step. */
export const MIGRATIONS: readonly string[] = [
  `
  create table apps (
    sdk_app_id integer primary key,
    name text not null,
    openid_secret text not null,
    ring_seconds integer
  );
  create table channels (
    channel_id text primary key,
    sdk_app_id integer not null references apps,
    kind text not null,
    name text not null,
    wechat_app_id text not null,
    wechat_secret text not null,
    unique (sdk_app_id, wechat_app_id)
  );
  create table accounts (
    account_id text primary key,
    sdk_app_id integer not null references apps,
    role text not null,
    login text not null unique,
    password_hash text not null,
    name text not null,
    staff_no text,
    status text not null,
    idle_since integer not null,
    unique (sdk_app_id, staff_no)
  );
  create table skill_groups (
    skill_group_id text primary key,
    sdk_app_id integer not null references apps,
    name text not null,
    kind text not null,
    capacity integer not null
  );
  create table skill_group_members (
    skill_group_id text not null references skill_groups,
    account_id text not null references accounts,
    primary key (skill_group_id, account_id)
  );
  create table flows (
    ivr_id text primary key,
    sdk_app_id integer not null references apps,
    name text not null,
    status text not null,
    definition_json text not null,
    updated_at integer not null
  );
  create table customers (
    customer_id text primary key,
    sdk_app_id integer not null references apps,
    openid text not null,
    unionid text,
    name text,
    avatar_url text,
    created_at integer not null,
    unique (sdk_app_id, openid)
  );
  create table tokens (
    token_hash text primary key,
    audience text not null,
    subject_id text not null,
    sdk_app_id integer not null references apps,
    expires_at integer not null
  );
  create index tokens_by_expiry on tokens (expires_at);
  create table conversations (
    conversation_id text primary key,
    sdk_app_id integer not null references apps,
    customer_id text not null unique references customers,
    epoch text not null,
    head integer not null
  );
  create table sessions (
    session_id text primary key,
    conversation_id text not null references conversations,
    sdk_app_id integer not null references apps,
    flow_json text not null,
    phase text not null,
    flow_state_json text not null,
    skill_group_id text,
    ticket integer,
    agent_id text references accounts,
    missed_json text not null,
    menu_seq integer,
    first_seq integer not null,
    last_seq integer not null,
    started_at integer not null,
    closed_at integer,
    close_reason text
  );
  create unique index one_open_session on sessions (conversation_id) where phase <> 'closed';
  create index sessions_by_conversation on sessions (conversation_id, first_seq);
  create index waiting_sessions on sessions (skill_group_id, ticket) where phase in ('queued', 'ringing');
  create index active_sessions on sessions (agent_id) where phase in ('ringing', 'serving');
  create table entries (
    conversation_id text not null references conversations,
    seq integer not null,
    session_id text not null references sessions,
    at integer not null,
    from_json text not null,
    body_json text not null,
    client_id text,
    primary key (conversation_id, seq)
  ) without rowid;
  create table receipts (
    sender text not null,
    command_id text not null,
    seq integer,
    created_at integer not null,
    primary key (sender, command_id)
  ) without rowid;
  create table timers (
    session_id text not null references sessions,
    kind text not null,
    due_at integer not null,
    primary key (session_id, kind)
  ) without rowid;
  create index timers_by_due on timers (due_at);
  create table counters (
    name text primary key,
    value integer not null
  ) without rowid;
  `,
  `
  alter table customers add column blocked_at integer;
  alter table customers add column attributes_json text;
  alter table conversations add column customer_read_seq integer not null default 0;
  alter table conversations add column agent_read_seq integer not null default 0;
  alter table sessions add column rating text not null default 'none';
  alter table sessions add column invited_at integer;
  alter table sessions add column message_left integer not null default 0;
  alter table entries add column unread integer not null default 0;
  create table secrets (
    name text primary key,
    value text not null
  ) without rowid;
  create table left_messages (
    session_id text primary key references sessions,
    sdk_app_id integer not null references apps,
    skill_group_id text not null,
    at integer not null,
    text text not null,
    contact text,
    handled_by text references accounts,
    handled_at integer
  ) without rowid;
  create index open_left_messages on left_messages (skill_group_id, at) where handled_at is null;
  create table files (
    file_id text primary key,
    sdk_app_id integer not null references apps,
    owner text not null,
    kind text not null,
    name text not null,
    size integer not null,
    mime text not null,
    created_at integer not null,
    conversation_id text references conversations,
    dropped_at integer
  ) without rowid;
  create index unsent_files on files (created_at) where conversation_id is null;
  create index dropped_files on files (dropped_at) where dropped_at is not null;
  `,
  `
  create table tencent_deliveries (
    conversation_id text primary key references conversations,
    user_id text not null unique,
    ivr_id text not null,
    cursor integer not null,
    seen_at integer not null
  ) without rowid;
  create index tencent_deliveries_by_seen on tencent_deliveries (seen_at);
  create table tencent_messages (
    msg_key text primary key,
    conversation_id text not null references conversations,
    seq integer not null,
    sender text not null,
    created_at integer not null
  ) without rowid;
  create index tencent_messages_by_entry on tencent_messages (conversation_id, seq);
  create index tencent_messages_by_age on tencent_messages (created_at);
  `,
  `
  alter table tokens add column chain text;
  create index tokens_by_chain on tokens (chain) where chain is not null;
  `,
  `
  alter table files add column session_id text references sessions;
  update files set session_id = (
    select entry.session_id from entries as entry
    where entry.conversation_id = files.conversation_id
      and json_extract(entry.body_json, '$.file.fileId') = files.file_id
  ) where conversation_id is not null;
  alter table sessions add column attributes_json text;
  update sessions set attributes_json = (
    select customer.attributes_json from conversations as conversation
    join customers as customer on customer.customer_id = conversation.customer_id
    where conversation.conversation_id = sessions.conversation_id
  ) where phase = 'closed';
  `,
  `
  alter table sessions add column joined_at integer;
  create index sessions_by_service on sessions (skill_group_id, closed_at)
    where joined_at is not null and closed_at is not null;
  `,
  `
  alter table tokens add column logged_in_at integer not null default 0;
  update tokens set logged_in_at = expires_at - 604800000 where audience = 'customer';
  update tokens set logged_in_at = expires_at - 43200000 where audience <> 'customer';
  create table used_proofs (
    proof_hash text primary key,
    expires_at integer not null
  ) without rowid;
  create index used_proofs_by_expiry on used_proofs (expires_at);
  `,
  `
  create index files_by_owner on files (owner, created_at);
  `,
  `
  alter table customers add column attributes_verified integer not null default 0;
  alter table sessions add column attributes_verified integer not null default 0;
  `,
  `
  alter table files add column poster_id text;
  `,
  `
  create table login_addresses (
    account_id text not null references accounts,
    address_hash text not null,
    seen_at integer not null,
    primary key (account_id, address_hash)
  ) without rowid;
  create index login_addresses_by_age on login_addresses (seen_at);
  `,
  // those of the demo's agents were the same in every demo
  `
  alter table accounts add column demo_password integer not null default 0;
  update accounts set demo_password = 1 where account_id in ('demo-agent1', 'demo-agent2');
  `,
  `
  create index tokens_by_subject on tokens (subject_id, expires_at);
  `,
  // A message touches few pages: entries and receipts are kept in the order in which they come, sessions are small.
  `
  create table flow_versions (
    version integer primary key,
    ivr_id text references flows,
    definition_json text not null,
    published_at integer not null
  );
  insert into flow_versions (ivr_id, definition_json, published_at)
    select ivr_id, definition_json, updated_at from flows where status = 'published';
  insert into flow_versions (ivr_id, definition_json, published_at)
    select null, flow_json, min(started_at) from sessions
    where flow_json not in (select definition_json from flow_versions) group by flow_json;
  alter table flows add column published_version integer references flow_versions (version);
  update flows set published_version = (select version from flow_versions where ivr_id = flows.ivr_id);
  alter table sessions add column flow_version integer references flow_versions (version);
  update sessions set flow_version = (
    select min(version) from flow_versions where definition_json = sessions.flow_json
  );
  alter table sessions drop column flow_json;

  alter table conversations add column number integer;
  update conversations set number = rowid;
  create unique index conversations_by_number on conversations (number);

  create table ordered_entries (
    position integer primary key,
    conversation integer not null,
    seq integer not null,
    session_id text not null,
    at integer not null,
    from_json text not null,
    body_json text not null,
    client_id text,
    unread integer not null
  );
  insert into ordered_entries (conversation, seq, session_id, at, from_json, body_json, client_id, unread)
    select conversation.number, seq, session_id, at, from_json, body_json, client_id, unread
    from entries join conversations as conversation using (conversation_id) order by at, conversation.number, seq;
  drop table entries;
  alter table ordered_entries rename to entries;
  create unique index entries_by_seq on entries (conversation, seq);

  create table timed_receipts (
    command_id text not null,
    sender text not null,
    seq integer,
    created_at integer not null,
    primary key (command_id, sender)
  ) without rowid;
  insert into timed_receipts (command_id, sender, seq, created_at)
    select command_id, sender, seq, created_at from receipts;
  drop table receipts;
  alter table timed_receipts rename to receipts;
  `,
  // a customer is known by identities, of which the openid is one
  `
  create table identities (
    sdk_app_id integer not null references apps,
    kind text not null,
    subject text not null,
    customer_id text not null references customers,
    primary key (sdk_app_id, kind, subject)
  );
  create index identities_by_customer on identities (customer_id, kind);
  insert into identities (sdk_app_id, kind, subject, customer_id)
    select sdk_app_id, 'miniprogram', openid, customer_id from customers order by created_at;
  insert or ignore into identities (sdk_app_id, kind, subject, customer_id)
    select sdk_app_id, 'unionid', unionid, customer_id from customers where unionid is not null order by created_at;
  create table known_customers (
    customer_id text primary key,
    sdk_app_id integer not null references apps,
    name text,
    avatar_url text,
    created_at integer not null,
    blocked_at integer,
    attributes_json text,
    attributes_verified integer not null default 0
  );
  insert into known_customers
    (customer_id, sdk_app_id, name, avatar_url, created_at, blocked_at, attributes_json, attributes_verified)
    select customer_id, sdk_app_id, name, avatar_url, created_at, blocked_at, attributes_json, attributes_verified
    from customers;
  drop table customers;
  alter table known_customers rename to customers;
  `,
]
