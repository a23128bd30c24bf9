import type { Quoted } from '../../../sdk/client/row-actions'

interface State {
  quote: Quoted | null
  plain: boolean
  /** what only a touch brings about */
  data: object
}

const state = (data: object, more: Partial<State> = {}): State => ({ quote: null, plain: false, data, ...more })

/** The composer in every state. */
export const composers: State[] = [
  state({}),
  state(
    { value: '退款什么时候到账？', ready: true },
    { quote: { seq: 1, name: '小林', text: '请问有什么可以帮您？' } },
  ),
  state({ voice: true }),
  state({ voice: true, recording: 'talking', seconds: 12, level: 0.7 }),
  state({ panel: 'more' }),
  state({ panel: 'emoji' }),
  state({}, { plain: true }),
]
