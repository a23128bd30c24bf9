import { glassEasel, MiniProgramEnv, type Root, type types } from 'glass-easel-miniprogram-adapter'
import type { Program } from '../program'
import { createBackend } from './backend'
import { BUILT_IN_TAGS } from './elements/define-elements'
import { recordError, records } from './probe'
import { type Fields, isFields } from './record'

/** The compiled code of a mini-program; a function's module is evaluated when it is called. */
export interface Modules {
  templates: Record<string, glassEasel.template.ComponentTemplate['content']>
  app: () => void
  components: Record<string, () => void>
}

export type RunnableProgram = Program<types.ComponentStaticConfig>

const FORM_FIELD = 'wx://form-field'

/** The component engine with a mini-program's pages and components, each registered when a page first needs it. */
export class Engine {
  private readonly space
  private readonly view
  private readonly loaded = new Set<string>()
  private readonly formField

  constructor(
    private readonly program: RunnableProgram,
    private readonly modules: Modules,
  ) {
    glassEasel.addGlobalErrorListener((error) => {
      recordError(error)
      return false
    })
    const environment = new MiniProgramEnv()
    this.space = environment.createCodeSpace('', true)
    const components = this.space.getComponentSpace()
    // components may have properties named like members of the engine's nodes (`dataset`)
    components.updateComponentOptions({ writeFieldsToNode: false })
    for (const tag of BUILT_IN_TAGS) components.setGlobalUsingComponent(tag, `wx-${tag}`)
    this.view = environment.associateBackend(createBackend())
    this.formField = this.space
      .behavior()
      .definition({ properties: { name: String, value: null } })
      .register()
    Object.assign(window, {
      Behavior: (definition: unknown) => this.space.behavior().definition(this.known(definition)).register(),
    })
    recordSetData()
    fireReady()
  }

  /** Makes a page of a route (with its query, whose fields become its properties), not yet in the document. */
  createPage(url: string): Root {
    const route = url.replace(/\?.*$/, '')
    this.load(route)
    return this.view.createRoot('wx-page-root', this.space, url)
  }

  /** Registers a page or component, after those it uses, as WeChat evaluates them. */
  private load(path: string): void {
    const component = this.program.components[path]
    if (!component || this.loaded.has(path)) return
    this.loaded.add(path)
    for (const use of component.uses) this.load(use)
    this.space.addStyleSheet(path, undefined, component.scope)
    this.space.addComponentStaticConfig(path, component.json)
    const content = this.modules.templates[path]
    if (content) {
      this.space.addCompiledTemplate(path, {
        groupList: this.modules.templates,
        content,
        fallbackListenerOnNativeNode: true,
      })
    }
    let registered = false
    this.space.componentEnv(path, ({ Page, Component }) => {
      const once = (register: (definition: Fields) => void) => (definition: unknown) => {
        registered = true
        register(this.known(definition))
      }
      Object.assign(window, { Page: once(Page), Component: once(Component) })
      this.modules.components[path]?.()
    })
    if (!registered) throw new Error(`${path} does not call Page() or Component()`)
  }

  /** Behaviors named by a string are built into WeChat; the engine takes only objects. */
  private known(definition: unknown): Fields {
    const given = isFields(definition) ? definition : {}
    const behaviors = Array.isArray(given.behaviors) ? given.behaviors : []
    return {
      ...given,
      behaviors: behaviors.flatMap((behavior) => {
        if (behavior === FORM_FIELD) return [this.formField]
        return typeof behavior === 'string' ? [] : [behavior]
      }),
    }
  }
}

/** Counts what would cross from the logic thread to the view thread on a phone. */
function recordSetData(): void {
  const { prototype } = glassEasel.Component
  const { setData } = prototype
  prototype.setData = function (data) {
    const keys = Object.keys(data ?? {})
    const bytes = sizeOf(data ?? {})
    records.setData.push({ is: this.is, keys, bytes })
    return setData.call(this, data)
  }
}

/** Bytes as JSON in UTF-8; 0 for what JSON cannot say, such as a component that refers to itself. */
function sizeOf(data: object): number {
  try {
    return new TextEncoder().encode(JSON.stringify(data)).length
  } catch {
    return 0
  }
}

/** The engine leaves `ready` to its host: it comes once the whole tree is attached. */
function fireReady(): void {
  const { prototype } = glassEasel.Component
  const { triggerLifetime } = prototype
  prototype.triggerLifetime = function (name, parameters) {
    triggerLifetime.call(this, name, parameters)
    if (name === 'attached') queueMicrotask(() => triggerLifetime.call(this, 'ready', []))
  }
}
