import type { PageStack } from '../page-stack'
import { type Fields, fields, number, text } from '../record'
import { parseRoute, type Route } from '../route'
import { ApiFailure, allAsynchronous } from './api'
import { EventChannel } from './event-channel'

/** `wx.navigateTo` and its like, with WeChat's own refusals. */
export function navigationApi(stack: PageStack) {
  const routeOf = (options: Fields): Route => {
    const route = parseRoute(text(options.url), stack.top?.route.path)
    if (!stack.hasPage(route.path)) throw new ApiFailure(`page "${route.path}" is not found`)
    return route
  }
  return allAsynchronous({
    navigateTo(options) {
      const route = routeOf(options)
      if (stack.isTab(route.path)) throw new ApiFailure('can not navigateTo a tabbar page')
      if (stack.isFull) throw new ApiFailure('webview count limit exceed')
      const eventChannel = new EventChannel()
      for (const [name, listener] of Object.entries(fields(options.events))) {
        if (typeof listener === 'function') eventChannel.on(name, (...parameters) => listener(...parameters))
      }
      stack.push(route, eventChannel)
      return { eventChannel }
    },
    redirectTo(options) {
      const route = routeOf(options)
      if (stack.isTab(route.path)) throw new ApiFailure('can not redirectTo a tabbar page')
      stack.replace(route)
    },
    reLaunch: (options) => stack.restart(routeOf(options)),
    switchTab(options) {
      const { path } = routeOf(options)
      if (!stack.isTab(path)) throw new ApiFailure('can not switch to no-tabBar page')
      if (stack.top?.route.path !== path) stack.switchTab({ path, query: {} })
    },
    navigateBack(options) {
      if (stack.routes.length < 2) throw new ApiFailure('cannot navigate back at first page.')
      stack.pop(number(options.delta, 1))
    },
    setNavigationBarTitle: ({ title }) => stack.top?.screen.setTitle(text(title)),
    setNavigationBarColor: ({ frontColor, backgroundColor }) =>
      stack.top?.screen.setColours(text(frontColor), text(backgroundColor)),
    setTabBarBadge: ({ index, text: badge }) => stack.tabBar?.setBadge(number(index, 0), text(badge)),
    removeTabBarBadge: ({ index }) => stack.tabBar?.setBadge(number(index, 0), undefined),
    showTabBarRedDot: ({ index }) => stack.tabBar?.setBadge(number(index, 0), ''),
    hideTabBarRedDot: ({ index }) => stack.tabBar?.setBadge(number(index, 0), undefined),
    stopPullDownRefresh() {},
    pageScrollTo({ scrollTop, selector, duration, offsetTop }) {
      const page = stack.top?.screen.page
      const found = typeof selector === 'string' ? stack.find(selector) : undefined
      if (!page) return
      const top = found
        ? page.scrollTop + found.getBoundingClientRect().top - page.getBoundingClientRect().top + number(offsetTop, 0)
        : number(scrollTop, 0)
      page.scrollTo({ top, behavior: number(duration, 300) > 0 ? 'smooth' : 'instant' })
    },
  })
}
