import { defineComponent, h } from 'vue'
import { takeTheFloor } from './voice-floor'

function onPlay({ target }: Event): void {
  if (target instanceof HTMLMediaElement) takeTheFloor(target)
}

/** A film with the browser's own controls. Customers film without captions, so there is no track to offer. */
export const FilmPlayer = defineComponent({
  props: {
    src: { type: String, default: '' },
    poster: { type: String, default: '' },
    label: { type: String, required: true },
  },
  emits: { error: () => true },
  setup: (props, { emit }) => {
    const onError = () => emit('error')
    return () =>
      h('video', {
        ...{
          src: props.src || undefined,
          poster: props.poster || undefined,
          'aria-label': props.label,
          controls: true,
          playsinline: true,
          preload: 'metadata',
        },
        ...{ onError, onPlay },
      })
  },
})
