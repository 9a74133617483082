// What the tidy tests enforce, as data: who may import whom, how long things may be, which names say nothing.

/** Packages by name, and which of our packages each may import. Source: the house's table in ARCHITECTURE.md. */
export const mayImport: Readonly<Record<string, readonly string[]>> = {
  kernel: [],
  calendars: ['kernel'],
  ledger: ['kernel'],
  networks: ['kernel'],
  market: ['kernel'],
  portfolio: ['kernel', 'calendars', 'market'],
  lots: ['kernel', 'calendars'],
  orchestration: ['kernel', 'calendars', 'ledger', 'networks'],
  sanctions: ['kernel', 'networks', 'orchestration'],
  compliance: ['kernel', 'orchestration'],
  reports: ['kernel', 'calendars', 'ledger', 'lots', 'orchestration'],
  banking: ['kernel', 'ledger', 'orchestration', 'networks'],
  investing: ['kernel', 'calendars', 'ledger', 'orchestration', 'networks'],
  defi: ['kernel', 'calendars', 'ledger', 'market', 'orchestration', 'networks'],
  wizards: ['kernel'],
  protocol: ['kernel', 'wizards'],
  storage: [
    ...[
      'kernel',
      'ledger',
      'calendars',
      'market',
      'portfolio',
      'orchestration',
      'sanctions',
      'reports',
      'defi',
    ],
  ],
  'providers-kit': [
    ...['kernel', 'orchestration', 'networks', 'market', 'sanctions', 'sandbox-kit', 'chain-access'],
  ],
  'sandbox-kit': ['kernel', 'local-chains'],
  // The list of the providers. Each of them is a package of its own: see `providerSides`.
  providers: ['providers-kit'],
  client: ['kernel', 'protocol'],
  // What has a domain in it is no part of every app.
  ui: [],
  web: ['kernel', 'market', 'protocol', 'client', 'ui', 'wizards'],
  console: ['kernel', 'protocol', 'client', 'ui', 'wizards'],
  cli: ['kernel', 'protocol', 'client', 'wizards'],
  sandbox: ['kernel', 'networks', 'sandbox-kit', 'providers', 'local-chains'],
  // The chains that are started instead of the real ones. Nothing that runs in production may import it.
  'local-chains': ['kernel', 'networks'],
  // The public wires of the networks, for adapters that send and receive by themselves.
  'chain-access': ['kernel', 'networks'],
  // What tests, benchmarks and commands are made of. Nothing that runs in production may import it.
  testkit: [
    'kernel',
    'ledger',
    'orchestration',
    'banking',
    'protocol',
    'storage',
    'server',
    'providers',
    'providers-kit',
    'networks',
    'local-chains',
  ],
  server: [
    ...[
      'kernel',
      'calendars',
      'ledger',
      'networks',
      'market',
      'portfolio',
      'orchestration',
      'banking',
      'investing',
      'defi',
    ],
    ...['compliance', 'sanctions', 'chain-access', 'wizards', 'protocol', 'storage', 'reports', 'lots'],
    ...['providers', 'providers-kit'],
  ],
};

/**
 * Folders beside the packages that run and check them, and whose files each of them may import by path; packages they
 * all import by name. A command starts what lies in test/ and bench/, and nothing imports a command: no circle.
 */
export const workshop: Readonly<Record<string, readonly string[]>> = {
  test: [],
  bench: [],
  'bench/peers': ['bench'],
  commands: ['test', 'bench'],
};

/**
 * The two sides of a provider, by their folders in `providers/<id>`, and which of our packages each may import. They
 * share no code: shared code would be wrong on both sides at once, and never show. What stands beside them in the
 * provider's folder joins them, and may import what either may. The second service of a third party (`acme-ticker` beside
 * `acme`) speaks as the first does: its adapter may import the wire of the first besides, as `@diboas/acme/wire/…`, and its
 * sandbox what the sandbox of the first says in the same words, as `@diboas/acme/double/…`.
 */
export const providerSides: Readonly<Record<string, readonly string[]>> = {
  adapter: ['kernel', 'orchestration', 'networks', 'market', 'providers-kit', 'chain-access'],
  sandbox: ['kernel', 'sandbox-kit', 'local-chains'],
};

/**
 * Folders that hold what tests are made of: suites that several implementations pass, small worlds, the rules the
 * SQL is held against. They may use test tools, and nothing that runs in production may import them.
 */
export const testFolders: readonly string[] = [
  'contract',
  'testing',
  'packages/storage/src/sql',
  'packages/local-chains',
  'packages/testkit',
];

/** Packages without clock, randomness, network, files or database: time and ids are passed in. */
export const purePackages: readonly string[] = [
  'kernel',
  'calendars',
  'ledger',
  'orchestration',
  'networks',
  'market',
  'portfolio',
  'lots',
  'sanctions',
  'compliance',
  'reports',
  'banking',
  'investing',
  'defi',
  'wizards',
];

export const limits = {
  fileLines: 500,
  functionLines: 70,
  functionLinesTsx: 150,
  medianFileLines: 100,
  folderFiles: 15,
} as const;

/** File names that say nothing about what is inside. */
export const emptyNames: readonly string[] = [
  'utils',
  'util',
  'helpers',
  'helper',
  'common',
  'manager',
  'service',
  'impl',
  'types',
  'misc',
];

/**
 * Folders that may hold more, because all their files are of the one kind that the folder is named by: by folder, the
 * kind.
 */
export const foldersOfOneKind: Readonly<Record<string, string>> = {
  'packages/protocol/src': 'a noun of the API',
  'packages/storage/src/contract': 'what every store must know of something',
  'packages/storage/src/memory': 'what a store keeps of something',
  'test/browser/scripted': 'what a scripted server knows of something',
  'test/tidy': 'a rule',
  'test/simulation/mutants': 'bugs of a kind',
  commands: 'a command',
};

/**
 * The only files outside a provider's folder that name one: the list, what tests know of it, what puts somebody's own contracts on
 * a chain by the packages that they are published in, and what people of ours found out of strategies, which no provider says of itself.
 */
export const mayNameProviders: readonly string[] = [
  ...['providers/index.ts', 'providers/product-for-tests.ts'],
  'packages/local-chains/src/ethereum/dex-artifacts.ts',
  'packages/defi/src/choosing/risk/risk-files.ts',
  ...['artifacts', 'place-lending'].map((name) => `packages/local-chains/src/ethereum/lending/${name}.ts`),
  ...['programs', 'state', 'stand-in'].map(
    (name) => `packages/local-chains/src/solana/earn-vault/${name}.ts`,
  ),
];

/** The provider that does not exist, of which others are made. Tests may name it. */
export const templateOfProviders = 'example';
