import { attachments } from '../../states/attachments'
import { composers } from '../../states/composers'
import { headers, menus, ratings, strips } from '../../states/parts'
import { rows } from '../../states/rows'

/** One component in every state. `?of=` names it; `scale` makes words larger, `dir` is the writing direction. */
Page({
  data: {
    of: '',
    ready: false,
    style: '',
    scale: 1,
    rows,
    attachments,
    menus,
    strips,
    headers,
    composers,
    ratings,
    pages: [{ id: 'g000001', rows: rows.slice(0, 12) }],
  },

  onLoad({ of = '', scale = '1', dir = 'ltr' }: Record<string, string | undefined>) {
    this.setData({ of, scale: Number(scale), style: `--ccc-scale:${scale};direction:${dir}` })
  },

  /** What only a touch brings about is put there by hand. */
  onReady() {
    const patch = (selector: string, patches: readonly object[]) => {
      this.selectAllComponents(selector).forEach((part, index) => {
        const data = patches[index]
        if (data) part.setData(data)
      })
    }
    patch(
      '.composer',
      composers.map(({ data }) => data),
    )
    patch(
      '.rating',
      ratings.map(({ data }) => data),
    )
    patch('.left', [{ text: '退款多久到账？', ready: true }])
    this.setData({ ready: true })
  },
})
