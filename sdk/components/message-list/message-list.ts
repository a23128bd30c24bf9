import type { RowPage } from '../../store/view-window'
import { phoneTexts } from '../../texts/phone-texts'

/** A reader this close to the end, in pixels, is taken to be at the newest message. */
const NEAR_PX = 80

const pages: RowPage[] = []

/** What the list remembers and never shows. */
interface Place {
  height: number
  atEnd: boolean
  /** a finger is on it, and has not moved it yet */
  touched: boolean
}
const places = new WeakMap<object, Place>()

/**
 * Messages in pages of rows. It never scrolls by itself: `into` names where to, and `follow` tells where the
 * reader is. What its messages tell bubbles through it.
 * @event follow `{ atEnd }`: the reader came to the last row, or left it
 * @event latest the pill was pressed
 * @event older the reader came to the first row
 * @event drag a finger moves it
 */
Component({
  properties: {
    /** `{ id, rows }` each, as `store/view-window.ts` makes them */
    pages: { type: Array, value: pages },
    /** id of the row whose menu can be answered */
    menuId: String,
    /** id of the row whose invitation to rate can be answered */
    rateId: String,
    /** id of the newest row that the agent has read */
    readId: String,
    /** id of the first row that was unread when the chat opened */
    unreadId: String,
    /** id of a row, or `end-a` and `end-b` in turn */
    into: String,
    /** messages that arrived below what is being read */
    fresh: Number,
    /** older messages are on their way */
    loading: Boolean,
    /** picture of the customer */
    avatar: String,
    /** every word, see `texts/texts.ts` */
    texts: { type: Object, value: phoneTexts },
  },

  options: { multipleSlots: true },
  externalClasses: ['bubble-class'],

  lifetimes: {
    attached() {
      places.set(this, { height: 0, atEnd: true, touched: false })
    },
    ready() {
      this.measure()
    },
  },

  pageLifetimes: {
    resize() {
      this.measure()
    },
  },

  methods: {
    /** Takes the height anew: it changes with the keyboard, the panels and the strip. */
    measure(then = () => {}) {
      const query = this.createSelectorQuery()
      query.select('.scroll').boundingClientRect((rect) => {
        const place = places.get(this)
        if (place && rect && !Array.isArray(rect)) place.height = rect.height
        then()
      })
      query.exec()
    },
    onTouch() {
      const place = places.get(this)
      if (place) place.touched = true
      this.measure()
    },
    onRelease() {
      const place = places.get(this)
      if (place) place.touched = false
    },
    onScroll(event: WechatMiniprogram.ScrollViewScroll) {
      const place = places.get(this)
      if (!place) return
      if (place.touched) this.triggerEvent('drag')
      place.touched = false
      const { scrollTop, scrollHeight } = event.detail
      const isNear = () => scrollHeight - scrollTop - place.height < NEAR_PX
      // a list that became higher scrolls too, and its reader has not left the end
      if (place.atEnd && !isNear()) this.measure(() => this.reach(isNear()))
      else this.reach(isNear())
    },
    reach(atEnd: boolean) {
      const place = places.get(this)
      if (!place || atEnd === place.atEnd) return
      place.atEnd = atEnd
      this.triggerEvent('follow', { atEnd })
    },
    onEnd() {
      this.reach(true)
    },
    onStart() {
      this.triggerEvent('older')
    },
    onPill() {
      this.triggerEvent('latest')
    },
  },
})
