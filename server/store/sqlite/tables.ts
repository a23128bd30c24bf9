import { SqliteAccounts } from './accounts'
import { SqliteAgents } from './agents'
import { SqliteApps } from './apps'
import { SqliteCustomers } from './customers'
import { SqliteFiles } from './files'
import { SqliteLeftMessages } from './left-messages'
import type { Sql } from './sql'
import { SqliteTencent } from './tencent'
import { SqliteTokens } from './tokens'

/** What is asked for seldom, and so is made when it is asked for. */
export abstract class SqliteTables {
  abstract readonly now: number

  protected abstract get sql(): Sql

  get apps(): SqliteApps {
    return new SqliteApps(this.sql, this.now)
  }

  get accounts(): SqliteAccounts {
    return new SqliteAccounts(this.sql, this.now)
  }

  get agents(): SqliteAgents {
    return new SqliteAgents(this.sql, this.now)
  }

  get tokens(): SqliteTokens {
    return new SqliteTokens(this.sql, this.now)
  }

  get customers(): SqliteCustomers {
    return new SqliteCustomers(this.sql, this.now)
  }

  get files(): SqliteFiles {
    return new SqliteFiles(this.sql, this.now)
  }

  get leftMessages(): SqliteLeftMessages {
    return new SqliteLeftMessages(this.sql, this.now)
  }

  get tencent(): SqliteTencent {
    return new SqliteTencent(this.sql, this.now)
  }
}
