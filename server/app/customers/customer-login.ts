import { randomUUID } from 'node:crypto'
import { CccError, type CustomerLoginRequest, type CustomerLoginResponse } from '@ccc-store/core/protocol'
import type { Channel } from '../../store/ports/apps'
import type { Identity } from '../../store/ports/customers'
import { type Store, scopes, type Tx } from '../../store/store'
import { authenticateCustomer, issueToken } from '../accounts/authenticate'
import type { AppContext } from '../context'
import { checkFreshness, decryptProfile, type Profile } from './decrypt-profile'
import { SIGNATURE_MAX_AGE_SECONDS, verifyOpenidSignature } from './openid-signature'

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
    const { customerId, sdkAppId } = await authenticateCustomer(tx, token)
    const { name = null, avatarUrl = null } = (await tx.customers.find(customerId)) ?? {}
    const openid = (await tx.customers.subject(customerId, 'miniprogram')) ?? ''
    return {
      ...(await issueToken(tx, 'customer', customerId, sdkAppId, token)),
      customer: answerOf({ customerId, openid, name, avatarUrl }),
    }
  })
}

async function prove(context: AppContext, request: CustomerLoginRequest): Promise<ProvenIdentity> {
  const { sdkAppId, jsCode, openid, openidSignature, encryptedData, iv } = request
  const app = await context.store.read(({ apps }) => apps.find(sdkAppId))
  if (!app) throw new CccError('APP_UNKNOWN', { sdkAppId })
  const hasProfile = encryptedData !== undefined || iv !== undefined
  if (hasProfile && (encryptedData === undefined || iv === undefined || jsCode === undefined)) {
    throw new CccError('LOGIN_PROFILE_INCOMPLETE')
  }
  if (openidSignature !== undefined) {
    if (openid === undefined) throw new CccError('OPENID_SIGNATURE_INVALID')
    verifyOpenidSignature(app.openidSecret, sdkAppId, openid, openidSignature, context.clock.now())
    await useOnce(context, openidSignature)
  }
  if (jsCode === undefined) {
    if (openid === undefined) throw new CccError('REQUEST_INVALID', { detail: 'jsCode is missing' })
    if (openidSignature === undefined) throw new CccError('LOGIN_PROOF_MISSING')
    return { openid }
  }

  const channel = await findChannel(context.store, sdkAppId, request.appId)
  const session = await context.wechat.codeToSession(channel.wechatAppId, channel.wechatSecret, jsCode)
  if (openid !== undefined && openid !== session.openid) throw new CccError('OPENID_MISMATCH')
  if (encryptedData === undefined || iv === undefined) return session
  const profile = decryptProfile(encryptedData, iv, session.sessionKey, channel.wechatAppId)
  checkFreshness(profile, context.clock.now())
  return withProfile(session, profile)
}

/** A signature that somebody else has seen logs nobody in a second time. @throws CccError OPENID_SIGNATURE_USED */
async function useOnce({ store, clock }: AppContext, signature: string): Promise<void> {
  const goodUntil = clock.now() + 2 * SIGNATURE_MAX_AGE_SECONDS * 1_000
  const isNew = await store.write(scopes.server, (tx) => tx.tokens.useProof(signature, goodUntil))
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

async function findChannel(store: Store, sdkAppId: number, appId: string | undefined): Promise<Channel> {
  const bound = await store.read(({ apps }) => apps.channels(sdkAppId))
  const [channel, ...others] = bound.filter(({ wechatAppId }) => appId === undefined || wechatAppId === appId)
  if (!channel) throw new CccError('CHANNEL_UNBOUND', { appId: appId ?? '-' })
  if (others.length > 0) throw new CccError('REQUEST_INVALID', { detail: 'appId is missing, and several are bound' })
  return channel
}

async function saveCustomer(
  tx: Tx,
  sdkAppId: number,
  { openid, unionid, name, avatarUrl }: ProvenIdentity,
): Promise<CustomerLoginResponse['customer']> {
  const known = await tx.customers.findByIdentity(sdkAppId, { kind: 'miniprogram', subject: openid })
  if (known?.isBlocked) throw new CccError('CUSTOMER_BLOCKED')
  const customerId = known?.customerId ?? randomUUID()
  const profile = { name: name ?? known?.name ?? null, avatarUrl: avatarUrl ?? known?.avatarUrl ?? null }
  const identities: Identity[] = [{ kind: 'miniprogram', subject: openid }]
  if (unionid !== undefined) identities.push({ kind: 'unionid', subject: unionid })
  if (known) await tx.customers.update(customerId, profile, identities)
  else {
    const customer = { customerId, sdkAppId, ...profile, isBlocked: false }
    await tx.customers.add(customer, identities, { conversationId: randomUUID(), epoch: randomUUID() })
  }
  return answerOf({ customerId, openid, ...profile })
}

const answerOf = (customer: {
  customerId: string
  openid: string
  name: string | null
  avatarUrl: string | null
}): CustomerLoginResponse['customer'] => {
  const { customerId, openid, name, avatarUrl } = customer
  return { customerId, openid, ...(name !== null && { name }), ...(avatarUrl !== null && { avatarUrl }) }
}
