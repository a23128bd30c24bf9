type Attributes = Record<string, string>

/** Makes an element of the frame around the mini-program. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
  made.append(...children)
  return made
}

let phone: HTMLElement | undefined

/** The screen of the simulated phone: it fills an iframe, and stands as a column in a wide window of its own. */
export function phoneScreen(): HTMLElement {
  if (!phone) {
    document.documentElement.classList.toggle('alone', window.self === window.top)
    phone = document.body.appendChild(element('div', { id: 'simulated-phone', class: 'sim-phone' }))
  }
  return phone
}
