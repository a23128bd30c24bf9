import { guarded, onRecordedError } from './probe'
import { callMethod, type Fields, fields } from './record'
import type { Route } from './route'
import { ApiEvent } from './wx/api'

/** Scene 1001: opened from the list of mini-programs. */
const SCENE = 1001

/** The mini-program's `App`: launched once, shown and hidden with the document. */
export class AppHost {
  /** what `getApp()` returns */
  instance: Fields = { globalData: {} }
  private readonly shown = new ApiEvent<object>()
  private readonly hidden = new ApiEvent<object>()
  private readonly errors = new ApiEvent<string>()
  private inForeground = true

  constructor(
    private readonly initial: Route,
    private readonly pages: { suspend(): void; resume(): void },
  ) {
    onRecordedError((message) => {
      this.errors.emit(message)
      try {
        callMethod(this.instance, 'onError', message)
      } catch (error) {
        // recorded by nobody, lest an onError that fails is told of its own failure for ever
        console.error(error)
      }
    })
    document.addEventListener('visibilitychange', () => (document.hidden ? this.hide() : this.show()))
  }

  readonly register = (definition: unknown): void => {
    this.instance = fields(definition)
  }

  launch(): void {
    this.call('onLaunch', this.enterOptions())
    this.call('onShow', this.enterOptions())
  }

  show(): void {
    if (this.inForeground) return
    this.inForeground = true
    this.call('onShow', this.enterOptions())
    this.shown.emit(this.enterOptions())
    this.pages.resume()
  }

  hide(): void {
    if (!this.inForeground) return
    this.inForeground = false
    this.pages.suspend()
    this.call('onHide')
    this.hidden.emit({})
  }

  readonly enterOptions = () => ({
    ...{ path: this.initial.path, query: this.initial.query, scene: SCENE, shareTicket: '' },
    referrerInfo: {},
  })

  /** The functions of `wx` that concern the app as a whole. */
  readonly api = {
    getLaunchOptionsSync: this.enterOptions,
    getEnterOptionsSync: this.enterOptions,
    onAppShow: this.shown.on,
    offAppShow: this.shown.off,
    onAppHide: this.hidden.on,
    offAppHide: this.hidden.off,
    onError: this.errors.on,
    offError: this.errors.off,
  }

  private call(method: string, ...args: unknown[]): void {
    guarded(() => callMethod(this.instance, method, ...args))
  }
}
