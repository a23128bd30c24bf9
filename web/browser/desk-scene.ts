import { type MockServer, startMockServer } from '@ccc-store/mock-server'
import type { Browser, Locator, Page } from 'playwright-core'
import { launchBrowser } from '../../test/browser/launch-browser'
import { Workbench } from '../../test/e2e/workbench'
import { Customer } from './customer'

/** An agent at the built workbench, in front of the mock server. */
export class DeskScene {
  private users = 0
  private readonly customers: Customer[] = []

  private constructor(
    readonly mock: MockServer,
    private readonly browser: Browser,
    readonly workbench: Workbench,
  ) {}

  /** @param deskDir the built workbench */
  static async open(deskDir: string): Promise<DeskScene> {
    const mock = await startMockServer({ agent: false, deskDir })
    const browser = await launchBrowser()
    const workbench = await Workbench.open(browser, mock.serverUrl)
    await workbench.logIn(mock.agent)
    await workbench.goOnline()
    return new DeskScene(mock, browser, workbench)
  }

  async close(): Promise<void> {
    await this.browser.close()
    await this.mock.close()
  }

  get page(): Page {
    return this.workbench.page
  }

  /** A customer who has asked for nothing yet. */
  async newCustomer(): Promise<Customer> {
    this.users += 1
    const customer = await Customer.open(this.mock, `user-${this.users}`)
    this.customers.push(customer)
    return customer
  }

  /** A session with a new customer, in front of the agent. */
  async serve(): Promise<Customer> {
    const customer = await this.newCustomer()
    await customer.askForHuman()
    await seen(this.workbench.session('ringing'))
    await this.workbench.accept()
    await seen(this.page.getByTestId('composer-input'))
    return customer
  }

  /** Ends what is open, so that the next test finds an empty desk. */
  async clear(): Promise<void> {
    const serving = this.workbench.session('serving')
    if ((await serving.count()) > 0) await this.workbench.endSession()
    await serving.waitFor({ state: 'detached' })
    for (const customer of this.customers.splice(0)) await customer.socket.close()
  }

  /** The messages of a kind. */
  line(kind: string, state: 'sending' | 'sent' | 'failed' = 'sent'): Locator {
    return this.page.locator(`[data-testid=message][data-kind=${kind}][data-state=${state}]`)
  }

  /** Chooses a picture (.png) or a document, to go with the next message. */
  async choose(name: string, buffer: Buffer): Promise<void> {
    const mimeType = name.endsWith('.png') ? 'image/png' : 'application/pdf'
    await this.page.getByTestId('file-picker').setInputFiles([{ name, mimeType, buffer }])
  }
}

export const seen = (locator: Locator): Promise<void> => locator.first().waitFor()
