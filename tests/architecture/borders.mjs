// Who may import what: the one table. Lint reads it while you type, tests/architecture reads it for the whole tree.
// Paths are written from the root, with slashes.

/**
 * @typedef {object} Border
 * @property {RegExp} from files that the row binds
 * @property {RegExp} [except] files among them that may all the same
 * @property {RegExp} what the import that the row refuses
 * @property {RegExp} [names] the names that it refuses; without it, every one
 * @property {string} because where the code belongs instead
 */

const sampleNoun = /^(?:lib|components)\/(?:posts|stats)\//
const production = /^(?:app|components|hooks|lib|prisma)\/|^[^/]+$/
const speaksToDatabase =
  /^app\/bench\/|^lib\/(?:db|idempotency|storage)\.ts$|^lib\/[^/]+\/(?:account-)?(?:queries|mutations)\.ts$|^lib\/auth\/(?:auth|sign-up|audit)\.ts$|^prisma\/seed\.ts$/
const addAQuery =
  'Only queries.ts and mutations.ts of a room speak to the database: add a function there, with the viewer first, and call it.'

/** @type {Border[]} */
export const borders = [
  {
    from: /^(?:components|hooks|lib|prisma)\//,
    what: /^app\//,
    because: 'Routes only compose, nothing imports them: move what is shared to components/, hooks/ or lib/.',
  },
  {
    from: /^(?:hooks|lib|prisma)\//,
    what: /^components\/(?!emails\/)/,
    because: 'Imports run app → components → hooks → lib: let the component call this code and keep markup there.',
  },
  {
    from: production,
    except: /^lib\/mailer\.ts$|^components\/emails\//,
    what: /^components\/emails\//,
    because: 'A mail is rendered when it is sent and never in a page: hand the words to sendMail of lib/mailer.ts.',
  },
  {
    from: /^(?:lib|prisma)\//,
    what: /^hooks\//,
    because: 'Imports run app → components → hooks → lib: what both need is a plain function in lib/.',
  },
  {
    from: /^(?:app|components|hooks|lib)\//,
    what: /^(?:tests|scripts)\//,
    because: 'What runs in production imports no tests and no scripts: move the shared part to lib/.',
  },
  {
    from: production,
    except: speaksToDatabase,
    what: /^prisma\/generated\/|^@prisma\/client/,
    because: addAQuery,
  },
  {
    from: production,
    except: speaksToDatabase,
    what: /^lib\/db$/,
    names: /^(?:db|hotRead|pool|transact|Transaction|\*)$/,
    because: addAQuery,
  },
  {
    from: /./,
    except:
      /^(?:lib|components)\/(?:posts|stats)\/|^app\/\(app\)\/(?:posts|dashboard)\/|^app\/blog\/|^app\/api\/(?:v1\/(?:posts|me|users)\/|openapi\.json\/operations\.ts$)|^app\/(?:sitemap|feed)|^lib\/(?:api-client\/|start\.ts$)|^prisma\/seed|^scripts\/bench|^tests\//,
    what: sampleNoun,
    because:
      'posts and stats are the sample product and leave with it: only their own rooms and routes, the dashboard, the feeds, the seed and the bench import them (and the API client, the list of operations, and the start that flushes counted reads).',
  },
]

/**
 * The path from the root that an import means, or the package name as written.
 * @param {string} file @param {string} specifier
 */
export function target(file, specifier) {
  if (specifier.startsWith('@/')) return specifier.slice(2)
  if (!specifier.startsWith('.')) return specifier
  const path = []
  for (const part of [...file.split('/').slice(0, -1), ...specifier.split('/')]) {
    if (part === '..') path.pop()
    else if (part !== '.') path.push(part)
  }
  return path.join('/')
}

/**
 * The first row that the import crosses. `names` are the imported names; '*' stands for all of them.
 * @param {string} file @param {string} specifier @param {string[]} names
 */
export function crossed(file, specifier, names) {
  const what = target(file, specifier)
  return borders.find(
    (row) =>
      row.from.test(file) &&
      !row.except?.test(file) &&
      row.what.test(what) &&
      (!row.names || names.some((name) => row.names?.test(name))),
  )
}
