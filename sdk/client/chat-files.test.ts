import type { ErrorCode } from '@ccc-store/core/protocol'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { chatRig } from '../testing/chat-rig'
import { fileRef, photo, wireOf } from '../testing/entries'
import { settled } from '../testing/fake-sessions'

const error = (code: ErrorCode) => ({ error: wireOf(code) })

describe('a file', () => {
  test('is on the screen at once, uploads with progress, and is sent when it is there', async () => {
    const { platform, centre, online, shown } = chatRig()
    const { client } = online()
    client.sendFile(photo())
    await settled()
    const [item] = client.snapshot.pending
    expect(item).toMatchObject({ status: 'uploading', progress: 0, file: { kind: 'image', name: 'photo.jpg' } })
    expect(platform.lastUpload).toMatchObject({
      url: 'http://ccc/v1/customer/files?kind=image',
      token: 'token-0',
      path: item?.file?.path,
    })
    for (const percent of [38, 40, 42]) platform.lastUpload.progress(percent)
    expect(client.snapshot.pending[0]?.progress).toBe(38)
    platform.lastUpload.progress(43)
    expect(client.snapshot.pending[0]?.progress).toBe(43)
    platform.lastUpload.succeed('f1')
    expect(client.snapshot.pending[0]).toMatchObject({ status: 'sending', file: { name: 'photo.jpg' } })
    centre.answer()
    expect(shown(client.snapshot)).toEqual(['image'])
    expect(centre.entries[0]?.body).toEqual({ kind: 'image', file: fileRef('f1'), width: 300, height: 200 })
  })
  test('is kept on the phone until its message is in the log, and no longer', async () => {
    const { platform, centre, online } = chatRig()
    const { client } = online()
    client.sendFile(photo())
    await settled()
    platform.lastUpload.succeed('f1')
    expect(platform.kept.size).toBe(1)
    centre.answer()
    expect(platform.kept.size).toBe(0)
  })
  test('P3 keeps its place: what is said after it is not sent before it', async () => {
    const { platform, centre, online, shown } = chatRig()
    const { client } = online()
    client.say('before')
    client.sendFile(photo())
    client.say('after')
    centre.answer()
    expect(shown(client.snapshot)).toEqual(['before', 'image uploading', 'after sending'])
    await settled()
    platform.lastUpload.succeed('f1')
    centre.answer()
    expect(shown(client.snapshot)).toEqual(['before', 'image', 'after'])
  })
  test('that fails says why and holds nobody up; sent again it is the newest', async () => {
    const { platform, centre, online, shown } = chatRig()
    const { client } = online()
    client.sendFile(photo())
    client.say('after')
    await settled()
    platform.lastUpload.answer(415, error('FILE_KIND'))
    centre.answer()
    expect(shown(client.snapshot)).toEqual(['after', 'image failed'])
    expect(client.snapshot.pending[0]?.error?.code).toBe('FILE_KIND')
    client.resend(client.snapshot.pending[0]?.command.id ?? '')
    await settled()
    platform.lastUpload.succeed('f1')
    centre.answer()
    expect(shown(client.snapshot)).toEqual(['after', 'image'])
  })
  test.each([
    ['gone', 'FILE_GONE'],
    ['forbidden', 'UPLOAD_FORBIDDEN'],
  ] as const)('that is %s says so', async (why, code) => {
    const { platform, online } = chatRig()
    const { client } = online()
    client.sendFile(photo())
    await settled()
    platform.lastUpload.fail(why)
    expect(client.snapshot.pending[0]).toMatchObject({ status: 'failed', error: { code } })
  })
  test('that is too large is not uploaded at all', async () => {
    const { platform, online } = chatRig()
    const { client } = online()
    client.sendFile({ ...photo(), size: 10 * 1_024 * 1_024 + 1 })
    await settled()
    expect(client.snapshot.pending[0]).toMatchObject({ status: 'failed', error: { code: 'FILE_TOO_LARGE' } })
    expect(platform.uploads).toHaveLength(0)
  })
  test('goes out from where it lies when the phone has no room to keep it', async () => {
    const { platform, online } = chatRig()
    platform.isFull = true
    const { client } = online()
    client.sendFile(photo())
    await settled()
    expect(platform.lastUpload.path).toBe('wxfile://tmp/photo.jpg')
  })
  test.each([
    [
      { kind: 'voice' as const, seconds: 75.2 },
      { kind: 'voice', fileId: 'f1', seconds: 60 },
    ],
    [
      { kind: 'voice' as const, seconds: 0.2 },
      { kind: 'voice', fileId: 'f1', seconds: 1 },
    ],
    [
      { kind: 'video' as const, seconds: 8.6 },
      { kind: 'video', fileId: 'f1', seconds: 9, width: 300, height: 200 },
    ],
    [{ kind: 'file' as const }, { kind: 'file', fileId: 'f1' }],
  ])('%j is sent within the bounds of the protocol', async (parts, content) => {
    const { platform, online, sent } = chatRig()
    const { client } = online()
    client.sendFile({ ...photo(), ...parts })
    await settled()
    platform.lastUpload.succeed('f1')
    expect(sent('send')).toMatchObject([{ content }])
  })
})

describe('an upload', () => {
  test('that the network broke off is tried again by itself, ever more seldom', async () => {
    const { platform, online } = chatRig()
    const { client } = online()
    platform.random = () => 0.999
    client.sendFile(photo())
    await settled()
    platform.lastUpload.progress(50)
    platform.lastUpload.fail()
    expect(client.snapshot.pending[0]).toMatchObject({ status: 'uploading', progress: 0 })
    platform.pass(500)
    await settled()
    expect(platform.uploads).toHaveLength(2)
    platform.lastUpload.answer(503)
    platform.pass(500)
    await settled()
    expect(platform.uploads).toHaveLength(2)
    platform.pass(500)
    await settled()
    expect(platform.uploads).toHaveLength(3)
  })
  test('that the call centre has no room for today is not tried again by itself', async () => {
    const { platform, centre, online, shown } = chatRig()
    const { client } = online()
    client.sendFile(photo())
    client.say('after')
    await settled()
    platform.lastUpload.answer(429, error('UPLOAD_QUOTA'))
    centre.answer()
    platform.pass(15_000)
    await settled()
    expect(platform.uploads).toHaveLength(1)
    expect(shown(client.snapshot)).toEqual(['after', 'image failed'])
  })
  test('that fails seven times on a connection that is well lets the others go first', async () => {
    const { platform, centre, online, shown } = chatRig()
    const { client } = online()
    client.sendFile(photo())
    client.say('after')
    for (let attempt = 0; attempt < 7; attempt += 1) {
      await settled()
      platform.lastUpload.fail()
      platform.pass(15_000)
      platform.socket.say({ t: 'pong' })
      platform.pass(15_000)
      platform.socket.say({ t: 'pong' })
    }
    centre.answer()
    expect(platform.uploads).toHaveLength(7)
    expect(shown(client.snapshot)).toEqual(['after', 'image failed'])
    expect(client.snapshot.pending[0]?.error?.code).toBe('NETWORK')
  })
  test('P2 whose answer was lost is done again, and gives one message', async () => {
    const { platform, centre, online, shown, reconnect } = chatRig()
    const { client } = online()
    client.sendFile(photo())
    await settled()
    platform.lastUpload.fail()
    reconnect()
    await settled()
    platform.lastUpload.succeed('f2')
    centre.losesAcks = true
    centre.answer()
    centre.losesAcks = false
    reconnect()
    expect(centre.entries).toHaveLength(1)
    expect(shown(client.snapshot)).toEqual(['image'])
  })
  test('waits for the connection', async () => {
    const { platform, centre, make, listen } = chatRig()
    const client = make()
    listen(client)
    client.sendFile(photo())
    await settled()
    expect(platform.uploads).toHaveLength(0)
    centre.answer()
    await settled()
    expect(platform.uploads).toHaveLength(1)
  })
  test('P1 P2 goes on after a restart of the mini-program, under the id it had', async () => {
    const { platform, centre, make, listen, online, shown } = chatRig()
    const first = online()
    first.client.sendFile(photo())
    first.client.say('after')
    await settled()
    const id = first.client.snapshot.pending[0]?.command.id
    first.stop()
    const client = make()
    listen(client)
    expect(shown(client.snapshot)).toEqual(['image uploading', 'after sending'])
    centre.answer()
    await settled()
    platform.lastUpload.succeed('f1')
    centre.answer()
    expect(centre.entries.map(({ clientId }) => clientId)[0]).toBe(id)
    expect(shown(client.snapshot)).toEqual(['image', 'after'])
  })
  test('P2 that was done before a restart is not done again', async () => {
    const { platform, centre, make, listen, online, reconnect } = chatRig()
    const first = online()
    first.client.sendFile(photo())
    await settled()
    platform.deaf = true
    platform.lastUpload.succeed('f1')
    platform.deaf = false
    first.stop()
    const client = make()
    listen(client)
    reconnect()
    centre.answer()
    await settled()
    expect(platform.uploads).toHaveLength(1)
    expect(centre.entries).toMatchObject([{ body: { file: { fileId: 'f1' } } }])
    expect(platform.kept.size).toBe(0)
  })
  test('that the call centre has forgotten is done anew when the message is sent again', async () => {
    const { platform, centre, online, sent } = chatRig()
    const { client } = online()
    client.sendFile(photo())
    await settled()
    platform.lastUpload.succeed('f1')
    const id = client.snapshot.pending[0]?.command.id ?? ''
    platform.socket.say({ t: 'nack', id, error: wireOf('FILE_UNKNOWN') })
    expect(client.snapshot.pending[0]?.error?.retry).toBe(true)
    client.resend(id)
    await settled()
    platform.lastUpload.succeed('f2')
    expect(sent('send').at(-1)).toMatchObject({ id, content: { fileId: 'f2' } })
    centre.answer()
    expect(client.snapshot.pending).toEqual([])
  })
  test('with a token that has ended logs in once', async () => {
    const { platform, sessions, online } = chatRig()
    const { client } = online()
    client.sendFile(photo())
    await settled()
    platform.lastUpload.answer(401, error('UNAUTHENTICATED'))
    await settled()
    expect(platform.lastUpload.token).toBe('token-1')
    platform.lastUpload.answer(401, error('UNAUTHENTICATED'))
    await settled()
    expect(sessions.logins).toBe(1)
    expect(client.snapshot.pending[0]).toMatchObject({ status: 'failed', error: { code: 'UNAUTHENTICATED' } })
  })
  test('can be taken back: it stops, and the next one begins', async () => {
    const { platform, centre, online, shown } = chatRig()
    const { client } = online()
    client.sendFile(photo('one.jpg'))
    client.sendFile(photo('two.jpg'))
    client.say('after')
    await settled()
    expect(platform.uploads).toHaveLength(1)
    const first = platform.lastUpload
    client.cancel(client.snapshot.pending[0]?.command.id ?? '')
    await settled()
    expect(first.isGivenUp).toBe(true)
    first.succeed('f1')
    expect(platform.kept.size).toBe(1)
    platform.lastUpload.succeed('f2')
    centre.answer()
    expect(shown(client.snapshot)).toEqual(['image', 'after'])
    expect(centre.entries[0]?.body).toMatchObject({ file: { fileId: 'f2' } })
  })
  test('P10 stops when another customer holds the phone', async () => {
    const { platform, sessions, centre, online, listen } = chatRig()
    const { client, stop } = online()
    client.sendFile(photo())
    await settled()
    stop()
    sessions.customerId = 'c2'
    sessions.loggedIn()
    listen(client)
    centre.answer()
    expect(platform.lastUpload.isGivenUp).toBe(true)
    platform.lastUpload.succeed('f1')
    expect(client.snapshot.pending).toEqual([])
    expect(platform.kept.size).toBe(1)
  })
})

describe('the address of a file', () => {
  test('is on the call centre, and empty when the log has none', () => {
    const { make } = chatRig()
    const client = make()
    expect(client.fileUrl(fileRef('f1').url)).toBe('http://ccc/v1/files/f1?e=1&s=1')
    expect(client.fileUrl()).toBe('')
  })
  test('can be had anew', async () => {
    const { platform, make } = chatRig()
    const fresh = make().freshFileUrl('f/1')
    await settled()
    expect(platform.requests[0]).toMatchObject({
      method: 'GET',
      url: 'http://ccc/v1/customer/files/f%2F1/link',
      token: 'token-0',
    })
    platform.requests[0]?.answer(401, error('UNAUTHENTICATED'))
    await settled()
    expect(platform.requests[1]?.token).toBe('token-1')
    platform.requests[1]?.answer(200, { url: '/v1/files/f1?e=2&s=2' })
    await expect(fresh).resolves.toBe('http://ccc/v1/files/f1?e=2&s=2')
  })
  test.each([
    [404, error('FILE_UNKNOWN'), 'FILE_UNKNOWN'],
    [200, 'nonsense', 'BAD_RESPONSE'],
    [502, '<html>', 'NETWORK'],
    [null, null, 'NETWORK'],
  ])('%p %j is the error %s', async (status, body, code) => {
    const { platform, make } = chatRig()
    const fresh = make().freshFileUrl('f1')
    await settled()
    if (status === null) platform.requests[0]?.fail()
    else platform.requests[0]?.answer(status, body)
    await expect(fresh).rejects.toMatchObject({ code })
  })
})

describe('whatever the network does', () => {
  const step = fc.constantFrom('say', 'send file', 'upload fails', 'upload succeeds', 'break', 'loses acks', 'restart')
  test('P1 P2 P3 the log has each message and each file once, in the order they were given', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const { platform, centre, make, listen, reconnect } = chatRig()
        let client = make()
        let { stop } = listen(client)
        const given: string[] = []
        let failures = 0
        for (const move of steps) {
          centre.losesAcks = move === 'loses acks'
          const name = `${given.length}`
          if (move === 'say') client.say(name)
          if (move === 'send file') client.sendFile(photo(name))
          if (move === 'say' || move === 'send file') given.push(name)
          const upload = platform.uploads.at(-1)
          // seven in a row end it: another story
          if (move === 'break' || move === 'upload succeeds') failures = 0
          if (move === 'upload fails') failures += 1
          if (move === 'upload fails' && failures < 7) upload?.fail()
          if (move === 'upload succeeds') upload?.succeed(upload.path.replace(/.*\//, ''))
          if (move === 'break') reconnect()
          if (move === 'restart') {
            stop()
            client = make()
            stop = listen(client).stop
          }
          centre.answer()
          await settled()
        }
        centre.losesAcks = false
        for (let turn = 0; turn < given.length + 2; turn += 1) {
          reconnect()
          await settled()
          const upload = platform.uploads.at(-1)
          upload?.succeed(upload.path.replace(/.*\//, ''))
          centre.answer()
        }
        const logged = centre.entries.map(({ body }) =>
          'text' in body ? body.text : 'file' in body ? body.file.fileId : body.kind,
        )
        expect(logged).toEqual(given)
        expect(client.snapshot.pending).toEqual([])
        expect(platform.kept.size).toBe(0)
      }),
      { numRuns: 100 },
    )
  })
})
