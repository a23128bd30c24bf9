/** What app.json's `window`, or a page's own JSON, says about the frame around a page. */
export interface WindowConfig {
  navigationBarTitleText?: string
  navigationBarBackgroundColor?: string
  navigationBarTextStyle?: string
  navigationStyle?: string
  backgroundColor?: string
}

export interface TabConfig {
  pagePath: string
  text: string
  iconPath?: string
  selectedIconPath?: string
}

export interface TabBarConfig {
  color?: string
  selectedColor?: string
  backgroundColor?: string
  borderStyle?: string
  custom?: boolean
  list: TabConfig[]
}

/** One page or component. `ComponentJson` is its JSON file; the runtime reads it as the engine's type. */
export interface ProgramComponent<ComponentJson> {
  /** its JSON, with the components it uses as absolute paths */
  json: ComponentJson
  /** prefix of its class names when its styles are isolated */
  scope?: string
  /** the components it uses, itself not among them */
  uses: string[]
}

/** What the compiler hands to the runtime, as JSON. Paths have neither a leading slash nor a suffix. */
export interface Program<ComponentJson = object> {
  appId: string
  /** where the stand-in for WeChat's own servers answers; empty when there is none */
  wechatUrl: string
  /** the first page, perhaps with a query */
  initialPage: string
  pages: string[]
  window: WindowConfig
  /** colours of theme.json that `@name` values refer to */
  themes: Record<string, Record<string, string>>
  darkmode: boolean
  tabBar?: TabBarConfig
  components: Record<string, ProgramComponent<ComponentJson>>
}
