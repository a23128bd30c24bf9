import { contactService } from '../../utils/contact'

interface Question {
  id: string
  question: string
  answer: string
}

type TapOn<Dataset extends WechatMiniprogram.IAnyObject> = WechatMiniprogram.TouchEvent<
  WechatMiniprogram.IAnyObject,
  WechatMiniprogram.IAnyObject,
  Dataset
>

// 换成您自己的常见问题。Put your own questions here.
const questions: Question[] = [
  { id: 'delivery', question: '多久能送到？', answer: '付款后 24 小时内发出，一般两到三天送到。' },
  { id: 'return', question: '怎样退换？', answer: '签收七天内，保持商品完好即可退换，运费由我们承担。' },
  { id: 'invoice', question: '可以开发票吗？', answer: '可以，把抬头和税号发给客服，电子发票当天开出。' },
]

function greetingAt(hour: number): string {
  if (hour < 6) return '夜深了'
  if (hour < 12) return '早上好'
  return hour < 18 ? '下午好' : '晚上好'
}

Page({
  data: {
    greeting: '',
    questions,
    /** 展开的问题；空为都收起。The question that is open, or none. */
    open: '',
  },

  onShow() {
    this.setData({ greeting: greetingAt(new Date().getHours()) })
  },

  onToggle(event: TapOn<{ id: string }>) {
    const { id } = event.currentTarget.dataset
    this.setData({ open: this.data.open === id ? '' : id })
  },

  onContact() {
    contactService()
  },
})
