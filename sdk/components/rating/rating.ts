import { phoneTexts } from '../../texts/phone-texts'

const tags: string[] = []
const chosen: string[] = []

/**
 * A rating: one to five stars, tags, a comment.
 * @event submit `{ score, tags, comment }`; `comment` may be empty
 */
Component({
  properties: {
    /** offered to choose from */
    tags: { type: Array, value: tags },
    /** every word, see `texts/texts.ts` */
    texts: { type: Object, value: phoneTexts },
  },

  data: { score: 0, chosen, comment: '' },

  methods: {
    onStar(event: WechatMiniprogram.TouchEvent<object, object, { score: number }>) {
      this.setData({ score: event.currentTarget.dataset.score })
    },
    onTag(event: WechatMiniprogram.TouchEvent<object, object, { tag: string }>) {
      const { tag } = event.currentTarget.dataset
      const rest = this.data.chosen.filter((other) => other !== tag)
      this.setData({ chosen: rest.length < this.data.chosen.length ? rest : [...rest, tag].slice(0, 10) })
    },
    onSubmit() {
      const { score, chosen, comment } = this.data
      if (score > 0) this.triggerEvent('submit', { score, tags: chosen, comment })
    },
  },
})
