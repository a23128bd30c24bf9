import type { Browser, BrowserContext, Locator, Page, Request } from 'playwright-core'

/** The shop mini-program in a customer's hand. */
export class Phone {
  private constructor(
    readonly page: Page,
    private readonly context: BrowserContext,
  ) {}

  static async open(browser: Browser, url: string, options: { locale?: string; dark?: boolean } = {}): Promise<Phone> {
    const context = await browser.newContext({
      viewport: { width: 375, height: 740 },
      deviceScaleFactor: 2,
      hasTouch: true,
      isMobile: true,
      locale: options.locale ?? 'zh-CN',
      colorScheme: options.dark ? 'dark' : 'light',
    })
    const page = await context.newPage()
    await page.goto(`${url}/phone/`)
    return new Phone(page, context)
  }

  close(): Promise<void> {
    return this.context.close()
  }

  /** 我的 → 联系客服; resolves with what requestLogin sent. */
  async contactService(): Promise<unknown> {
    await this.page.getByText('我的', { exact: true }).last().tap()
    const login = this.page.waitForRequest((request: Request) => request.url().endsWith('/v1/customer/login'))
    await this.page.getByRole('button', { name: '联系客服' }).tap()
    return (await login).postDataJSON()
  }

  async say(text: string): Promise<void> {
    await this.page.getByRole('textbox').last().fill(text)
    await this.page.getByRole('button', { name: '发送', exact: true }).tap()
  }

  option(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true })
  }

  text(text: string): Locator {
    return this.page.getByText(text, { exact: true })
  }

  /** What the strip on top says: where the customer stands. */
  get status(): Locator {
    return this.page.getByRole('status')
  }

  /** Errors of the mini-program that nobody caught. */
  errors(): Promise<string[]> {
    return this.page.evaluate(() => Reflect.get(window, '__simulator').errors)
  }
}
