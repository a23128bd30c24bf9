import { CccError } from '@ccc-store/core/protocol'
import type { CallCentre } from './create-server'

/**
 * @returns the address it answers at, without a slash at the end
 * @throws CccError PORT_IN_USE, ADDRESS_UNAVAILABLE
 */
export async function listen({ server }: CallCentre, host: string, port: number): Promise<string> {
  try {
    return await server.listen({ host, port })
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error
    if (error.code === 'EADDRINUSE') throw new CccError('PORT_IN_USE', { port }, { cause: error })
    if (['EADDRNOTAVAIL', 'EACCES', 'ENOTFOUND', 'EAI_AGAIN'].includes(String(error.code))) {
      throw new CccError('ADDRESS_UNAVAILABLE', { host, port, detail: String(error.code) }, { cause: error })
    }
    throw error
  }
}
