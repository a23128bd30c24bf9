import type { Kysely } from 'kysely'
import type { Tables } from './tables'

/** What a signature about the customer of a conversation is made with. */
export async function findSigner(
  db: Kysely<Tables>,
  conversationId: string,
): Promise<{ secret: string; sdkAppId: number; openid: string }> {
  const row = await db
    .selectFrom('conversations as conversation')
    .innerJoin('customers as customer', 'customer.customer_id', 'conversation.customer_id')
    .innerJoin('apps as app', 'app.sdk_app_id', 'conversation.sdk_app_id')
    .select(['app.openid_secret', 'app.sdk_app_id', 'customer.openid'])
    .where('conversation.conversation_id', '=', conversationId)
    .executeTakeFirstOrThrow()
  return { secret: row.openid_secret, sdkAppId: row.sdk_app_id, openid: row.openid }
}
