/** Where the record of an installation is. Its ending is none that WeChat uploads. */
export const MANIFEST_PATH = '.ccc-store.record'

/** Where the record was until its name said JSON, and WeChat put it into the main package. */
export const FORMER_MANIFEST_PATH = '.ccc-store.json'

/** Where the contents are that the record goes by. */
export const ARCHIVE_PATH = '.ccc-store.archive'

/** What an installation keeps of itself. */
export const recordPaths: readonly string[] = [MANIFEST_PATH, ARCHIVE_PATH]
