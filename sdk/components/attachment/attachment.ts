import { theClient } from '../../client/client'
import type { Attachment } from '../../store/view-rows'
import { phoneTexts } from '../../texts/phone-texts'
import { openAttachment } from './open-attachment'
import { stopVoice } from './voice-player'

const nothing = (): Attachment => ({ kind: 'link', url: 'https://', title: '' })
const noFile: { name: string; size: number } | null = null

/**
 * What a message shows besides words: picture, video, voice, file, place, link, product or order. A tap opens it.
 * @event card `{ card }`: a product or an order was tapped; its page opens by itself
 */
Component({
  properties: {
    /** the entry's body, or the content of a message on its way */
    body: { type: Object, value: nothing() },
    /** address of its file, or its path on this phone */
    src: String,
    /** the same for the first frame of a film */
    poster: String,
    /** name and bytes of a file on its way */
    file: { type: Object, value: noFile },
    /** percent uploaded; -1 when nothing is on its way */
    progress: { type: Number, value: -1 },
    /** said by the customer */
    own: Boolean,
    /** every word, see `texts/texts.ts` */
    texts: { type: Object, value: phoneTexts },
  },

  data: { playing: false, busy: -1, fresh: '', lost: false },

  lifetimes: {
    detached() {
      if (this.data.playing) stopVoice()
    },
  },

  methods: {
    onOpen() {
      const { body, src, texts, playing, lost } = this.data
      // what could not be shown is tried again
      if (lost) this.setData({ lost: false })
      if (playing) {
        stopVoice()
        return
      }
      if ('card' in body) this.triggerEvent('card', { card: body.card }, { bubbles: true, composed: true })
      openAttachment(body, src, texts, {
        freshUrl: (fileId) => theClient().freshFileUrl(fileId),
        playing: (playing) => this.setData({ playing }),
        loading: (busy) => this.setData({ busy }),
      })
    },
    /** A link holds for an hour or two; a picture, or first frame, that stayed longer gets a new one, once. */
    onError() {
      const { fresh, poster, src } = this.data
      const [, fileId] = /\/v1\/files\/([^?]+)/.exec(poster || src) || []
      const lost = () => this.setData({ lost: true, fresh: '' })
      if (fresh || !fileId) lost()
      else
        theClient()
          .freshFileUrl(fileId)
          .then((url) => this.setData({ fresh: url }), lost)
    },
  },
})
