import { randomUUID } from 'node:crypto'
import { CccError, type CustomerLoginRequest, type CustomerLoginResponse } from '@ccc-store/core/protocol'
import { type Kysely, sql } from 'kysely'
import { checkFreshness, decryptProfile, type Profile } from '../channels/wechat/decrypt-profile'
import { SIGNATURE_MAX_AGE_SECONDS, verifyOpenidSignature } from '../channels/wechat/openid-signature'
import { scopes, type Tx } from '../store/store'
import type { Tables } from '../store/tables'
import { useProof } from '../store/used-proofs'
import { authenticateCustomer, issueToken } from './authenticate'
import type { AppContext } from './context'

interface ProvenIdentity {
  openid: string
  unionid?: string | undefined
  name?: string | undefined
  avatarUrl?: string | undefined
}

/**
 * Logs a customer in (seed page 000: requestLogin). An openid counts only when a fresh code names the same user, or
 * the team's own back end signed it.
 * @throws CccError of the catalogue's login part
 */
export async function customerLogin(
  context: AppContext,
  request: CustomerLoginRequest,
): Promise<CustomerLoginResponse> {
  const identity = await prove(context, request)
  return context.store.write(scopes.server, async (tx) => {
    const customer = await saveCustomer(tx, request.sdkAppId, identity)
    return { ...(await issueToken(tx, 'customer', customer.customerId, request.sdkAppId)), customer }
  })
}

/**
 * A new token for a customer who holds a good one, so that who was logged in by their team's back end stays so. The old
 * one stays good until its own end: its owner may not have received the new one.
 * @throws CccError UNAUTHENTICATED, WRONG_AUDIENCE, CUSTOMER_BLOCKED
 */
export async function refreshLogin({ store }: AppContext, token: string): Promise<CustomerLoginResponse> {
  return store.write(scopes.server, async (tx) => {
    const { customerId, sdkAppId } = await authenticateCustomer(tx.db, token, tx.now)
    const row = await tx.db
      .selectFrom('customers')
      .select(['openid', 'name', 'avatar_url'])
      .where('customer_id', '=', customerId)
      .executeTakeFirstOrThrow()
    return {
      ...(await issueToken(tx, 'customer', customerId, sdkAppId, token)),
      customer: {
        customerId,
        openid: row.openid,
        ...(row.name !== null && { name: row.name }),
        ...(row.avatar_url !== null && { avatarUrl: row.avatar_url }),
      },
    }
  })
}

async function prove(context: AppContext, request: CustomerLoginRequest): Promise<ProvenIdentity> {
  const { sdkAppId, jsCode, openid, openidSignature, encryptedData, iv } = request
  const app = await context.database
    .selectFrom('apps')
    .select('openid_secret')
    .where('sdk_app_id', '=', sdkAppId)
    .executeTakeFirst()
  if (!app) throw new CccError('APP_UNKNOWN', { sdkAppId })
  const hasProfile = encryptedData !== undefined || iv !== undefined
  if (hasProfile && (encryptedData === undefined || iv === undefined || jsCode === undefined)) {
    throw new CccError('LOGIN_PROFILE_INCOMPLETE')
  }
  if (openidSignature !== undefined) {
    if (openid === undefined) throw new CccError('OPENID_SIGNATURE_INVALID')
    verifyOpenidSignature(app.openid_secret, sdkAppId, openid, openidSignature, context.clock.now())
    await useOnce(context, openidSignature)
  }
  if (jsCode === undefined) {
    if (openid === undefined) throw new CccError('REQUEST_INVALID', { detail: 'jsCode is missing' })
    if (openidSignature === undefined) throw new CccError('LOGIN_PROOF_MISSING')
    return { openid }
  }

  const channel = await findChannel(context.database, sdkAppId, request.appId)
  const session = await context.wechat.codeToSession(channel.wechat_app_id, channel.wechat_secret, jsCode)
  if (openid !== undefined && openid !== session.openid) throw new CccError('OPENID_MISMATCH')
  if (encryptedData === undefined || iv === undefined) return session
  const profile = decryptProfile(encryptedData, iv, session.sessionKey, channel.wechat_app_id)
  checkFreshness(profile, context.clock.now())
  return withProfile(session, profile)
}

/** A signature that somebody else has seen logs nobody in a second time. @throws CccError OPENID_SIGNATURE_USED */
async function useOnce({ store, clock }: AppContext, signature: string): Promise<void> {
  const goodUntil = clock.now() + 2 * SIGNATURE_MAX_AGE_SECONDS * 1_000
  const isNew = await store.write(scopes.server, (tx) => useProof(tx, signature, goodUntil))
  if (!isNew) throw new CccError('OPENID_SIGNATURE_USED')
}

/**
 * What a profile adds to a proven identity. AES-CBC tells nobody who changed the vector, and with it the first 16 bytes:
 * only a profile that names the openid of the session is known to be whole, and nothing is taken from any other.
 */
function withProfile(session: { openid: string; unionid?: string }, profile: Profile): ProvenIdentity {
  if (profile.openId === undefined) return session
  if (profile.openId !== session.openid) throw new CccError('OPENID_MISMATCH')
  return {
    openid: session.openid,
    unionid: session.unionid ?? profile.unionId,
    name: profile.nickName,
    avatarUrl: profile.avatarUrl,
  }
}

async function findChannel(database: Kysely<Tables>, sdkAppId: number, appId: string | undefined) {
  const channels = await database
    .selectFrom('channels')
    .select(['wechat_app_id', 'wechat_secret'])
    .where('sdk_app_id', '=', sdkAppId)
    .where('kind', '=', 'miniprogram')
    .$if(appId !== undefined, (query) => query.where('wechat_app_id', '=', appId ?? ''))
    .execute()
  const [channel, ...others] = channels
  if (!channel) throw new CccError('CHANNEL_UNBOUND', { appId: appId ?? '-' })
  if (others.length > 0) throw new CccError('REQUEST_INVALID', { detail: 'appId is missing, and several are bound' })
  return channel
}

async function saveCustomer(
  tx: Tx,
  sdkAppId: number,
  identity: ProvenIdentity,
): Promise<CustomerLoginResponse['customer']> {
  const known = await tx.db
    .selectFrom('customers')
    .selectAll()
    .where('sdk_app_id', '=', sdkAppId)
    .where('openid', '=', identity.openid)
    .executeTakeFirst()
  if (known && known.blocked_at !== null) throw new CccError('CUSTOMER_BLOCKED')
  const customerId = known?.customer_id ?? randomUUID()
  const details = {
    unionid: identity.unionid ?? known?.unionid ?? null,
    name: identity.name ?? known?.name ?? null,
    avatar_url: identity.avatarUrl ?? known?.avatar_url ?? null,
  }
  if (known) {
    await tx.db.updateTable('customers').set(details).where('customer_id', '=', customerId).execute()
  } else {
    const row = {
      customer_id: customerId,
      sdk_app_id: sdkAppId,
      openid: identity.openid,
      created_at: tx.now,
      blocked_at: null,
      attributes_json: null,
      attributes_verified: 0 as const,
    }
    await tx.db
      .insertInto('customers')
      .values({ ...row, ...details })
      .execute()
    await tx.db
      .insertInto('conversations')
      .values({
        conversation_id: randomUUID(),
        number: sql<number>`(select coalesce(max(number), 0) + 1 from conversations)`,
        sdk_app_id: sdkAppId,
        customer_id: customerId,
        epoch: randomUUID(),
        head: 0,
        customer_read_seq: 0,
        agent_read_seq: 0,
      })
      .execute()
  }
  return {
    customerId,
    openid: identity.openid,
    ...(details.name !== null && { name: details.name }),
    ...(details.avatar_url !== null && { avatarUrl: details.avatar_url }),
  }
}
