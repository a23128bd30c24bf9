import type { Entry } from '@ccc-store/core/protocol'
import type { AgentHand } from './agent-hand'
import { sampleMp4 } from './samples/mp4'
import { samplePdf } from './samples/pdf'
import { samplePng } from './samples/png'
import { sampleWav } from './samples/wav'

/** Something that the customer can ask the agent to do, by a text that is nothing but one of the words. */
export interface AgentRequest {
  words: readonly string[]
  act(hand: AgentHand, asked: Entry): Promise<unknown>
}

const PICTURE = { width: 320, height: 200 } as const
const FILM = { columns: 8, rows: 6, seconds: 2 } as const
const VOICE_SECONDS = 3

/** Every kind of message, each on request, and what else an agent can do. README.md lists them. */
export const KINDS: readonly AgentRequest[] = [
  { words: ['图片', 'image'], act: sendImage },
  { words: ['语音', 'voice'], act: sendVoice },
  { words: ['视频', 'video'], act: sendVideo },
  { words: ['文件', 'file'], act: sendFile },
  {
    words: ['位置', 'location'],
    act: (hand) =>
      hand.send({
        ...{ kind: 'location', latitude: 31.23037, longitude: 121.4737 },
        ...{ name: '人民广场店', address: '上海市黄浦区西藏中路 1 号' },
      }),
  },
  {
    words: ['链接', 'link'],
    act: (hand) =>
      hand.send({
        ...{ kind: 'link', url: 'https://shop.example/returns', title: '退换货说明' },
        description: '七天无理由退换，运费由商家承担。',
      }),
  },
  {
    words: ['商品', 'product'],
    act: (hand) =>
      hand.send({
        kind: 'card',
        card: {
          ...{ type: 'product', title: '手作马克杯 350 ml', description: '釉下彩，可进微波炉' },
          ...{ price: '¥68.00', path: 'pages/product/index?id=1' },
        },
      }),
  },
  {
    words: ['订单', 'order'],
    act: (hand) =>
      hand.send({
        kind: 'card',
        card: {
          ...{ type: 'order', title: '订单 20261120-001', description: '手作马克杯 350 ml × 2' },
          ...{ price: '¥136.00', status: '待发货' },
        },
      }),
  },
  { words: ['引用', 'quote'], act: (hand, { seq }) => hand.say('这是对您这条消息的回复。', seq) },
]

/** What is done rather than said. */
export const DEEDS: readonly AgentRequest[] = [
  {
    words: ['撤回', 'recall'],
    act: async (hand) => hand.recall(await hand.say('这条消息马上会被撤回。')),
  },
  { words: ['评价', 'rate'], act: (hand) => hand.inviteRating() },
  { words: ['输入中', 'typing'], act: async (hand) => hand.type() },
  { words: ['拉黑', 'block'], act: (hand) => hand.block() },
  {
    words: ['全部', 'all'],
    async act(hand, asked) {
      for (const kind of KINDS) await kind.act(hand, asked)
    },
  },
]

/** The request that a text makes, if it makes one. */
export function requestIn(requests: readonly AgentRequest[], text: string): AgentRequest | undefined {
  const word = text.trim().toLowerCase()
  return requests.find(({ words }) => words.includes(word))
}

async function sendImage(hand: AgentHand) {
  const bytes = samplePng(PICTURE.width, PICTURE.height)
  const { fileId } = await hand.upload({ kind: 'image', name: 'sample.png', mime: 'image/png', bytes })
  return hand.send({ kind: 'image', fileId, ...PICTURE })
}

async function sendVoice(hand: AgentHand) {
  const bytes = sampleWav(VOICE_SECONDS)
  const { fileId } = await hand.upload({ kind: 'voice', name: 'sample.wav', mime: 'audio/wav', bytes })
  return hand.send({ kind: 'voice', fileId, seconds: VOICE_SECONDS })
}

async function sendVideo(hand: AgentHand) {
  const bytes = sampleMp4(FILM)
  const { fileId } = await hand.upload({ kind: 'video', name: 'sample.mp4', mime: 'video/mp4', bytes })
  const { columns, rows, seconds } = FILM
  return hand.send({ kind: 'video', fileId, seconds, width: columns * 16, height: rows * 16 })
}

async function sendFile(hand: AgentHand) {
  const bytes = samplePdf('ccc-store')
  const { fileId } = await hand.upload({ kind: 'file', name: '使用说明.pdf', mime: 'application/pdf', bytes })
  return hand.send({ kind: 'file', fileId })
}
