import { openDialog } from './dialog'
import { element } from './dom'
import { texts } from './texts'

export interface ModalOptions {
  title: string
  content: string
  showCancel: boolean
  cancelText: string
  confirmText: string
  confirmColor: string
  editable: boolean
  placeholder: string
}

export interface ModalAnswer {
  confirm: boolean
  cancel: boolean
  content: string | null
}

/** Asks a question in the middle of the screen. */
export function openModal(options: ModalOptions): Promise<ModalAnswer> {
  return new Promise((resolve) => {
    const input = element('input', { class: 'sim-modal-input', placeholder: options.placeholder })
    input.value = options.editable ? options.content : ''
    const answer = (confirm: boolean) => () => {
      close()
      resolve({ confirm, cancel: !confirm, content: options.editable && confirm ? input.value : null })
    }
    const button = (label: string, confirm: boolean) => {
      const made = element('button', { type: 'button', class: confirm ? 'sim-confirm' : 'sim-cancel' }, label)
      made.addEventListener('click', answer(confirm))
      return made
    }
    const confirm = button(options.confirmText || texts().confirm, true)
    if (options.confirmColor) confirm.style.color = options.confirmColor
    const content: Node[] = []
    if (options.title) content.push(element('h2', {}, options.title))
    if (options.editable) content.push(input)
    else if (options.content) content.push(element('p', {}, options.content))
    const buttons = options.showCancel ? [button(options.cancelText || texts().cancel, false), confirm] : [confirm]
    content.push(element('div', { class: 'sim-modal-buttons' }, ...buttons))
    const close = openDialog('sim-modal', options.title || options.content, content)
  })
}
