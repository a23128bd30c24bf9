import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'

/** The workbench in front of an agent. */
export class Workbench {
  readonly errors: string[] = []

  private constructor(
    readonly page: Page,
    private readonly context: BrowserContext,
  ) {
    page.on('pageerror', (error) => this.errors.push(String(error)))
  }

  static async open(browser: Browser, url: string, options: { dark?: boolean } = {}): Promise<Workbench> {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 740 },
      locale: 'zh-CN',
      colorScheme: options.dark ? 'dark' : 'light',
    })
    const page = await context.newPage()
    const workbench = new Workbench(page, context)
    await page.goto(`${url}/desk/`)
    return workbench
  }

  close(): Promise<void> {
    return this.context.close()
  }

  async logIn(login: { account: string; password: string }): Promise<void> {
    await this.page.getByTestId('login-account').fill(login.account)
    await this.page.getByTestId('login-password').fill(login.password)
    await this.page.getByTestId('login-submit').click()
    await this.status('offline').waitFor()
  }

  async goOnline(): Promise<void> {
    await this.page.getByTestId('status-switch').click()
    await this.status('online').waitFor()
  }

  /** Takes the session that rings. */
  async accept(): Promise<void> {
    await this.page.getByTestId('accept').first().click()
    await this.session('serving').waitFor()
  }

  async say(text: string): Promise<void> {
    await this.page.getByTestId('composer-input').fill(text)
    await this.page.getByTestId('send').click()
  }

  async endSession(): Promise<void> {
    await this.page.getByTestId('end-session').click()
    await this.page.getByTestId('end-session-confirm').click()
  }

  session(phase: 'ringing' | 'serving' | 'closed'): Locator {
    return this.page.locator(`[data-testid=session-item][data-phase=${phase}]`)
  }

  message(text: string): Locator {
    return this.page.getByTestId('message').filter({ hasText: text })
  }

  get banner(): Locator {
    return this.page.getByTestId('connection-banner')
  }

  private status(status: 'online' | 'offline'): Locator {
    return this.page.locator(`[data-testid=status-switch][data-status=${status}]`)
  }
}
