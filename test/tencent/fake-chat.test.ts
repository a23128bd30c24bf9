import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import ts from 'typescript'
import { chatConstants } from './chat-constants'
import { FakeChat } from './fake-chat'
import { FakeTencent } from './fake-tencent'
import { TENCENT_APP } from './worlds'

const types = readFileSync(require.resolve('@tencentcloud/chat/index.d.ts'), 'utf8')
const source = ts.createSourceFile('index.d.ts', types, ts.ScriptTarget.Latest, true)

/** The methods of a class, with the names of their parameters; optional ones end in `?`. */
function methodsOf(name: string): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const statement of source.statements) {
    if (!ts.isClassDeclaration(statement) || statement.name?.text !== name) continue
    for (const member of statement.members) {
      if (!ts.isMethodDeclaration(member)) continue
      const parameters = member.parameters.map((each) => each.name.getText() + (each.questionToken ? '?' : ''))
      found.set(member.name.getText(), parameters)
    }
  }
  return found
}

/** The members of an enum of the namespace, with their values. */
function enumOf(name: string): Map<string, string> {
  const found = new Map<string, string>()
  const visit = (node: ts.Node): void => {
    if (ts.isEnumDeclaration(node) && node.name.text === name) {
      for (const member of node.members) {
        const { initializer } = member
        const value = initializer && ts.isStringLiteral(initializer) ? initializer.text : initializer?.getText()
        found.set(member.name.getText(), value ?? '')
      }
    } else ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

/** Methods of the fake that the SDK does not have: they are the test's. */
const OURS = ['constructor', 'listeners', 'push', 'revoked', 'cut', 'restore', 'kick']
const PRIVATE = ['emit', 'message', 'received']

describe('the fake of the chat SDK', () => {
  const real = methodsOf('ChatSDK')
  const methods = Object.getOwnPropertyNames(FakeChat.prototype).filter(
    (name) => !OURS.includes(name) && !PRIVATE.includes(name),
  )

  test.each(methods)('%s is a method of the real one', (name) => {
    expect([...real.keys()]).toContain(name)
  })

  test('takes no more arguments than the real one', () => {
    const chat = new FakeChat(new FakeTencent(TENCENT_APP))
    for (const name of methods) {
      const own: unknown = Reflect.get(chat, name)
      if (typeof own === 'function') expect(own.length).toBeLessThanOrEqual(real.get(name)?.length ?? 0)
    }
  })

  test.each(['SDK_READY', 'SDK_NOT_READY', 'MESSAGE_RECEIVED', 'MESSAGE_REVOKED', 'KICKED_OUT', 'NET_STATE_CHANGE'])(
    'the event %s has the name that the types give it',
    (name) => {
      expect(enumOf('EVENT').get(name)).toBe(Reflect.get(chatConstants.EVENT, name))
    },
  )

  test.each(['CONV_C2C', 'MSG_TEXT', 'MSG_CUSTOM', 'MSG_LOCATION', 'NET_STATE_CONNECTED', 'NET_STATE_DISCONNECTED'])(
    'the type %s has the value that the types give it',
    (name) => {
      expect(enumOf('TYPES').get(name)).toBe(Reflect.get(chatConstants.TYPES, name))
    },
  )
})
