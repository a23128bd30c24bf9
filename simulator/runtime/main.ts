import { AppHost } from './app-host'
import { listenForKeyboardTaps, listenForLongPresses } from './backend'
import { translateAttributes } from './dom-attributes'
import { defineElements } from './elements/define-elements'
import { setNavigate } from './elements/navigator-element'
import { Engine, type Modules, type RunnableProgram } from './engine'
import { phoneScreen } from './frame/dom'
import { ThemeSource } from './frame/theme'
import { PageStack } from './page-stack'
import { guarded, type Probe, records, recordUncaught } from './probe'
import { parseRoute } from './route'
import { createWx } from './wx/create-wx'

/** Runs a compiled mini-program in this document. */
export function startMiniProgram(program: RunnableProgram, modules: Modules): void {
  recordUncaught()
  translateAttributes()
  defineElements()
  listenForKeyboardTaps()
  listenForLongPresses()
  phoneScreen()

  const theme = new ThemeSource(program)
  const engine = new Engine(program, modules)
  const stack: PageStack = new PageStack(program, engine, theme, {
    back: () => wx.navigate('navigateBack', {}),
    selectTab: (path) => wx.navigate('switchTab', { url: `/${path}` }),
  })
  const initial = parseRoute(program.initialPage)
  const app = new AppHost(initial, stack)
  const wx = createWx(program, stack, app, theme)
  setNavigate((openType, options) => wx.navigate(openType, options))

  const probe: Probe = {
    setData: records.setData,
    errors: records.errors,
    get pageStack() {
      return stack.routes
    },
    background: () => app.hide(),
    foreground: () => app.show(),
  }
  Object.assign(window, {
    wx: wx.api,
    App: app.register,
    getApp: () => app.instance,
    getCurrentPages: () => stack.callers,
    __simulator: probe,
  })
  guarded(() => modules.app())
  app.launch()
  guarded(() => stack.restart(initial))
}
