import {
  AccountLoginResponse,
  AgentServerFrame,
  CustomerLoginResponse,
  CustomerServerFrame,
  type FileKind,
  FileRef,
  type Position,
  PROTOCOL_VERSION,
  parse,
} from '@ccc-store/core/protocol'
import type { TSchema } from '@sinclair/typebox'
import { TestSocket } from './test-socket'

export type CustomerSocket = TestSocket<typeof CustomerServerFrame>
export type AgentSocket = TestSocket<typeof AgentServerFrame>

/** Posts JSON. Resolves with the status and the body, whatever the status. */
export async function post(url: string, body: unknown): Promise<{ status: number; body: unknown }> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return { status: response.status, body: await response.json() }
}

async function postFor<T extends TSchema>(schema: T, url: string, body: unknown) {
  const answer = await post(url, body)
  if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}: ${JSON.stringify(answer.body)}`)
  return parse(schema, answer.body)
}

/** Logs a fake phone's user in, by a code alone. */
export async function loginCustomer(
  url: string,
  miniProgram: { wechatUrl: string; sdkAppId: number; appId: string },
  user: string,
): Promise<CustomerLoginResponse> {
  const { appId, sdkAppId, wechatUrl } = miniProgram
  const { body } = await post(`${wechatUrl}/code`, { appid: appId, user })
  const jsCode = typeof body === 'object' && body !== null && 'code' in body ? body.code : undefined
  return postFor(CustomerLoginResponse, `${url}/v1/customer/login`, { sdkAppId, appId, jsCode })
}

/** Opens a customer's socket and says hello; the first frame is the welcome. */
export async function openCustomerSocket(
  url: string,
  hello: { token: string; ivrId: string; position?: Position | null; v?: number },
): Promise<CustomerSocket> {
  const socket = await TestSocket.open(`${url}/v1/customer/socket`, CustomerServerFrame)
  const { token, ivrId, position = null, v = PROTOCOL_VERSION } = hello
  socket.send({ t: 'hello', v, token, ivrId, position })
  await socket.next((frame) => frame.t === 'welcome' || frame.t === 'error')
  return socket
}

export function loginAgent(url: string, login: { account: string; password: string }): Promise<AccountLoginResponse> {
  return postFor(AccountLoginResponse, `${url}/v1/agent/login`, { account: login.account, password: login.password })
}

/** Opens an agent's socket and says hello; the first frame is the welcome. */
export async function openAgentSocket(
  url: string,
  hello: { token: string; positions?: Record<string, number> },
): Promise<AgentSocket> {
  const socket = await TestSocket.open(`${url}/v1/agent/socket`, AgentServerFrame)
  const { token, positions = {} } = hello
  socket.send({ t: 'hello', v: PROTOCOL_VERSION, token, positions })
  await socket.next((frame) => frame.t === 'welcome' || frame.t === 'error')
  return socket
}

/** A file to upload. */
export interface SampleFile {
  kind: FileKind
  name: string
  mime: string
  bytes: Buffer
}

/** Uploads a file, to be sent in a message. @throws when it is refused */
export async function uploadFile(
  url: string,
  audience: 'customer' | 'agent',
  token: string,
  { kind, name, mime, bytes }: SampleFile,
): Promise<FileRef> {
  const form = new FormData()
  form.append('file', new Blob([new Uint8Array(bytes)], { type: mime }), name)
  const headers = { authorization: `Bearer ${token}` }
  const answer = await fetch(`${url}/v1/${audience}/files?kind=${kind}`, { method: 'POST', headers, body: form })
  const body = await answer.json()
  if (!answer.ok) throw new Error(`the upload was answered ${answer.status}: ${JSON.stringify(body)}`)
  return parse(FileRef, body)
}
