import { fields, isFields, text } from '../record'
import { SimulatedElement } from './simulated-element'

const ALLOWED = new Set(
  (
    'a abbr b blockquote br code dd del div dl dt em h1 h2 h3 h4 h5 h6 hr i img ins li ol p pre q s small span strong ' +
    'sub sup table tbody td tfoot th thead tr u ul'
  ).split(' '),
)
const ALLOWED_ATTRIBUTES = new Set([
  'class',
  'style',
  'src',
  'alt',
  'width',
  'height',
  'colspan',
  'rowspan',
  'start',
  'type',
])

/** `<rich-text>`: its `nodes`, HTML or a list of nodes, with nothing in them that could act. */
export class RichTextElement extends SimulatedElement {
  static readonly observedAttributes = ['nodes']

  attributeChangedCallback(): void {
    const nodes = this.raw('nodes')
    if (Array.isArray(nodes)) this.replaceChildren(...nodes.flatMap(fromNode))
    else this.replaceChildren(...fromHtml(text(nodes ?? this.getAttribute('nodes'))))
  }
}

function fromHtml(html: string): Node[] {
  const parsed = new DOMParser().parseFromString(html, 'text/html')
  return [...parsed.body.childNodes].flatMap(cleaned)
}

function cleaned(node: Node): Node[] {
  if (node instanceof Text) return [document.createTextNode(node.data)]
  if (!(node instanceof Element)) return []
  return element(
    node.localName,
    [...node.attributes].map(({ name, value }) => [name, value]),
    [...node.childNodes].flatMap(cleaned),
  )
}

function fromNode(node: unknown): Node[] {
  if (!isFields(node)) return []
  if (node.type === 'text') return [document.createTextNode(text(node.text))]
  const children = Array.isArray(node.children) ? node.children.flatMap(fromNode) : []
  const attributes = Object.entries(fields(node.attrs)).map(([name, value]): [string, string] => [name, text(value)])
  return element(text(node.name).toLowerCase(), attributes, children)
}

function element(name: string, attributes: [string, string][], children: Node[]): Node[] {
  if (!ALLOWED.has(name)) return []
  const made = document.createElement(name)
  for (const [attribute, value] of attributes) {
    if (ALLOWED_ATTRIBUTES.has(attribute)) made.setAttribute(attribute, value)
  }
  made.append(...children)
  return [made]
}
