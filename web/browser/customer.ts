import type { Content, CustomerServerFrame, FileKind } from '@ccc-store/core/protocol'
import {
  type CustomerSocket,
  loginCustomer,
  type MockAddresses,
  openCustomerSocket,
  signTold,
  uploadFile,
} from '@ccc-store/mock-server'

type Entries = Extract<CustomerServerFrame, { t: 'entries' }>

/** A customer at the other end of the workbench, over the socket of the mini-program. */
export class Customer {
  private constructor(
    private readonly url: string,
    private readonly token: string,
    readonly socket: CustomerSocket,
    /** signs as the shop's own back end does */
    readonly sign: (what: 'card' | 'attributes', told: Record<string, string>) => string,
  ) {}

  static async open(mock: MockAddresses, user: string): Promise<Customer> {
    const { token, customer } = await loginCustomer(mock.serverUrl, mock, user)
    const about = { sdkAppId: mock.sdkAppId, openid: customer.openid }
    const sign: Customer['sign'] = (what, told) =>
      signTold(mock.openidSecret, { ...about, what }, told, Math.floor(Date.now() / 1_000))
    const socket = await openCustomerSocket(mock.serverUrl, { token, ivrId: mock.ivrId })
    return new Customer(mock.serverUrl, token, socket, sign)
  }

  /** Goes through the flow to a human. */
  async askForHuman(): Promise<void> {
    await this.socket.command({ t: 'enter' })
    await this.say('人工')
  }

  say(text: string, quote?: number): Promise<number> {
    return this.send({ kind: 'text', text, ...(quote !== undefined && { quote }) })
  }

  /** @returns seq of its entry */
  send(content: Content): Promise<number> {
    return this.command({ t: 'send', content })
  }

  /** @returns the id to send the file by */
  async upload(kind: FileKind, name: string, bytes: Buffer): Promise<string> {
    return (await uploadFile(this.url, 'customer', this.token, { kind, name, mime: '', bytes })).fileId
  }

  /** @returns the seq that the acknowledgement names. @throws when it is refused */
  async command(command: object): Promise<number> {
    const answer = await this.socket.command(command)
    if (answer.t !== 'ack') throw new Error(`refused: ${JSON.stringify(answer)}`)
    return answer.seq ?? 0
  }

  /** Waits for entries, or a state, of which this holds. */
  async until(holds: (frame: Entries) => boolean): Promise<Entries> {
    const frame = await this.socket.next((each) => each.t === 'entries' && holds(each))
    if (frame.t !== 'entries') throw new Error('not entries')
    return frame
  }

  /** Waits for what the agent says. */
  async hears(kind: Content['kind'], from = 0): Promise<Entries['entries'][number]> {
    const fits = ({ seq, from: { role }, body }: Entries['entries'][number]) =>
      role === 'agent' && body.kind === kind && seq > from
    const entry = (await this.until(({ entries }) => entries.some(fits))).entries.find(fits)
    if (!entry) throw new Error('not heard')
    return entry
  }
}
