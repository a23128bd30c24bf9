import type { CloseReason, FileKind } from '@ccc-store/core/protocol'
import type { Session, SessionPhase, TimerKind } from '@ccc-store/core/session'
import type { Generated } from 'kysely'

/* The tables. Times are ms since 1970; columns named *_json hold JSON text that this server wrote. */

export interface AppsTable {
  sdk_app_id: number
  name: string
  /** signs openids on behalf of the team's own back end */
  openid_secret: string
  /** 超时转接设置: seconds an offer rings before it goes to somebody else, 1–90; null when off */
  ring_seconds: number | null
}

export interface ChannelsTable {
  channel_id: string
  sdk_app_id: number
  kind: 'miniprogram'
  name: string
  wechat_app_id: string
  wechat_secret: string
}

export interface AccountsTable {
  account_id: string
  sdk_app_id: number
  role: 'admin' | 'agent'
  /** the name to log in with, unique on this server */
  login: string
  password_hash: string
  /** 1 for a password that a demo made, which ends with the demo */
  demo_password: Generated<0 | 1>
  name: string
  staff_no: string | null
  status: 'online' | 'away' | 'offline'
  /** when the agent last became free or came online */
  idle_since: number
}

export interface SkillGroupsTable {
  skill_group_id: string
  sdk_app_id: number
  name: string
  kind: 'omnimedia' | 'online'
  capacity: number
}

export interface SkillGroupMembersTable {
  skill_group_id: string
  account_id: string
}

export interface FlowsTable {
  ivr_id: string
  sdk_app_id: number
  name: string
  status: 'draft' | 'published'
  definition_json: string
  updated_at: number
  /** what new sessions run on; null while it was never published */
  published_version: number | null
}

/** A flow as it was published once. It never changes: sessions under way stay on it. */
export interface FlowVersionsTable {
  version: Generated<number>
  /** null for one that is known from a session alone */
  ivr_id: string | null
  definition_json: string
  published_at: number
}

export interface CustomersTable {
  customer_id: string
  sdk_app_id: number
  openid: string
  unionid: string | null
  name: string | null
  avatar_url: string | null
  created_at: number
  /** refused from then on */
  blocked_at: number | null
  /** what the host mini-program told about them */
  attributes_json: string | null
  /** 1 when the shop's own back end vouched for it */
  attributes_verified: 0 | 1
}

export interface TokensTable {
  /** SHA-256 of the token: a stolen database logs nobody in */
  token_hash: string
  audience: 'customer' | 'agent' | 'admin'
  subject_id: string
  sdk_app_id: number
  expires_at: number
  /** the login that it goes back to, through every refresh; null for those made before there was any */
  chain: string | null
  /** when the customer or the agent proved who they are; a refresh proves nothing anew */
  logged_in_at: number
}

/** What proved an identity and must not prove it again. */
export interface UsedProofsTable {
  proof_hash: string
  /** when it proves nothing any more by its own age */
  expires_at: number
}

/** From where an agent or an administrator has logged in: nobody else's guesses keep them out there. */
export interface LoginAddressesTable {
  account_id: string
  /** of the account and the address */
  address_hash: string
  /** when they last logged in from there */
  seen_at: number
}

export interface ConversationsTable {
  /** names it in the log, in few bytes */
  number: number
  conversation_id: string
  sdk_app_id: number
  customer_id: string
  /** names one life of the log */
  epoch: string
  /** seq of the newest entry; 0 while empty */
  head: number
  /** everything up to here was shown to the customer */
  customer_read_seq: number
  /** everything up to here was shown to an agent who served */
  agent_read_seq: number
}

export interface SessionsTable {
  session_id: string
  conversation_id: string
  sdk_app_id: number
  /** the flow as published when the session began: an edit never changes a session under way */
  flow_version: number
  phase: SessionPhase
  flow_state_json: string
  skill_group_id: string | null
  /** place in the queue: rises with every request for an agent, kept when an offer is not answered */
  ticket: number | null
  agent_id: string | null
  missed_json: string
  menu_seq: number | null
  first_seq: number
  /** of a session that is open: where it last changed its state; it reaches to the head of the log */
  last_seq: number
  started_at: number
  /** when an agent began to serve */
  joined_at: number | null
  closed_at: number | null
  close_reason: CloseReason | null
  rating: Session['rating']
  invited_at: number | null
  /** 1 once the customer left a message because nobody was online, or instead of waiting */
  message_left: 0 | 1
  /** once closed: what the host mini-program had told about the customer when it ended */
  attributes_json: string | null
  attributes_verified: 0 | 1
}

export interface EntriesTable {
  /** in the order in which they were written */
  position: Generated<number>
  /** number of the conversation */
  conversation: number
  seq: number
  session_id: string
  at: number
  from_json: string
  body_json: string
  client_id: string | null
  /** 1 when it counts as unread for the customer: said by others, and not taken back */
  unread: 0 | 1
}

/** A message that a customer left while nobody was online, or instead of waiting. */
export interface LeftMessagesTable {
  session_id: string
  sdk_app_id: number
  skill_group_id: string
  at: number
  text: string
  contact: string | null
  handled_by: string | null
  handled_at: number | null
}

/** An uploaded file; its bytes are in the file store under the same id. */
export interface FilesTable {
  file_id: string
  sdk_app_id: number
  /** who uploaded it: `customer:<id>` or `agent:<id>` */
  owner: string
  /** `poster`: the first frame of a film, which is sent with it and never by itself */
  kind: FileKind | 'poster'
  name: string
  size: number
  mime: string
  created_at: number
  /** where it was sent; null until then */
  conversation_id: string | null
  /** the session in which it was sent */
  session_id: string | null
  /** its message was taken back: the bytes go */
  dropped_at: number | null
  /** the first frame of a film, a file of its own */
  poster_id: string | null
}

/** What was answered to a command, so that its retry gets the same answer and has no second effect. */
export interface ReceiptsTable {
  /** first in the key: clients make them in the order of time, so those of one moment lie together */
  command_id: string
  /** who sent it: `customer:<id>` or `agent:<id>` */
  sender: string
  seq: number | null
  created_at: number
}

export interface TimersTable {
  session_id: string
  kind: TimerKind
  due_at: number
}

export interface CountersTable {
  name: string
  value: number
}

/** What this call centre's servers share and tell nobody. */
export interface SecretsTable {
  name: string
  value: string
}

/** A conversation that is delivered through Tencent Cloud Chat. */
export interface TencentDeliveriesTable {
  conversation_id: string
  /** the customer's account there */
  user_id: string
  /** the flow that the customer entered with last */
  ivr_id: string
  /** seq of the last entry that Tencent took */
  cursor: number
  /** when the customer was last heard of on this channel */
  seen_at: number
}

/** Which entry a message of Tencent Cloud Chat is, kept for as long as one of them can be taken back. */
export interface TencentMessagesTable {
  msg_key: string
  conversation_id: string
  seq: number
  sender: 'customer' | 'service'
  created_at: number
}

export interface Tables {
  apps: AppsTable
  channels: ChannelsTable
  accounts: AccountsTable
  skill_groups: SkillGroupsTable
  skill_group_members: SkillGroupMembersTable
  flows: FlowsTable
  flow_versions: FlowVersionsTable
  customers: CustomersTable
  tokens: TokensTable
  used_proofs: UsedProofsTable
  login_addresses: LoginAddressesTable
  conversations: ConversationsTable
  sessions: SessionsTable
  entries: EntriesTable
  receipts: ReceiptsTable
  timers: TimersTable
  counters: CountersTable
  left_messages: LeftMessagesTable
  files: FilesTable
  secrets: SecretsTable
  tencent_deliveries: TencentDeliveriesTable
  tencent_messages: TencentMessagesTable
}
