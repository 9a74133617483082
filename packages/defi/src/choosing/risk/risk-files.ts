import type { Audit, RiskFile } from './risk-file.ts';

/** Where those who write Aave v3 keep its reports: of later versions, and of the first. */
const LATER = 'https://github.com/aave-dao/aave-v3-origin/blob/main/audits';
const FIRST = 'https://github.com/aave/aave-v3-core/blob/master/audits';

/** One a version, of many. */
const AAVE_V3_AUDITS: readonly Audit[] = [
  { by: 'Certora', on: '2026-03-29', of: 'Aave v3.7', url: `${LATER}/2026-03-29_Certora_Aave-v3.7.pdf` },
  { by: 'MixBytes', on: '2025-11-18', of: 'Aave v3.6', url: `${LATER}/2025-11-18_MixBytes_Aave-v3.6.pdf` },
  { by: 'ABDK', on: '2025-07-17', of: 'Aave v3.5', url: `${LATER}/2025-07-17_ABDK_Aave-v3.5.pdf` },
  { by: 'Certora', on: '2024-04-30', of: 'Aave v3.1', url: `${LATER}/2024-04-30_Certora_AaveV3.1.pdf` },
  { by: 'Trail of Bits', on: '2022-01-07', of: 'Aave v3', url: `${FIRST}/07-01-2022_TrailOfBits_AaveV3.pdf` },
  { by: 'OpenZeppelin', on: '2021-11-01', of: 'Aave v3', url: `${FIRST}/01-11-2021_OpenZeppelin_AaveV3.pdf` },
];

const AAVE_POOL = { part: 'pool', address: '0x87870Bca3F3fD6335C3F4ce8392D69350B4fA4E2' };

/** What holds of every market of Aave v3 on Ethereum, which was opened by a vote that was carried out on 27 January 2023. */
const AAVE_V3_ETHEREUM = {
  lookedAt: '2026-11-30',
  openSince: '2023-01-27',
  changeableBy: 'vote_with_delay',
  audits: AAVE_V3_AUDITS,
} as const;

/**
 * Suilend's main market on Sui. Open by that day at the latest (CoinDesk, "Suilend to Run Monthslong Points Program With a Twist"). Its package
 * is upgraded by whoever has one object (`UpgradeCap`, named in @suilend/sdk 3.0.3). No report could be read where it is
 * published, so none is listed; nor is its pool by whoever compares yields.
 */
const SUILEND_USDC: RiskFile = {
  ...{ strategy: 'suilend-usdc', lookedAt: '2026-11-30', openSince: '2024-05-07', changeableBy: 'few' },
  contracts: [
    { part: 'package', address: '0xd2a67633ccb8de063163e25bcfca242929caf5cf1a26c2929dab519ee0b8f331' },
    { part: 'market', address: '0x84030d26d85eaa7035084a057f2f11f701b7e2e4eda87551becbc7c97505ece1' },
  ],
  ...{ audits: [], tiedBy: 'reserves', yieldPool: null },
  whatCanGoWrong: [
    ...(['code_fails', 'borrowers_do_not_pay_back', 'others_leave_first', 'rules_change'] as const),
    ...(['prices_told_wrong', 'peg_breaks', 'rate_falls'] as const),
  ],
};

/**
 * Where those who write Uniswap keep what others found in the pools, which nobody can change. That of ABDK lies there too, and its day could
 * not be read where it is published.
 */
const POOLS = 'https://github.com/Uniswap/v3-core/blob/main/audits';

/** Where Kamino keeps the reports on its programs. */
const KAMINO_REPORTS = 'https://github.com/Kamino-Finance/audits/blob/master';

const KAMINO_VAULT_AUDITS: readonly Audit[] = [
  { by: 'Certora', on: '2025-07-07', of: 'Kamino Vault', url: `${KAMINO_REPORTS}/kamino_vault_certora.pdf` },
  { by: 'Sec3', on: '2025-02-06', of: 'Kamino Vault', url: `${KAMINO_REPORTS}/kamino_vault_sec3.pdf` },
  { by: 'OtterSec', on: '2024-12-09', of: 'Kamino Vault', url: `${KAMINO_REPORTS}/kamino_vault_osec.pdf` },
];

/** Every strategy that people of ours looked into. What is not here is not sold. */
export const RISK_FILES: readonly RiskFile[] = [
  {
    ...AAVE_V3_ETHEREUM,
    strategy: 'aave-usdc',
    contracts: [AAVE_POOL, { part: 'token', address: '0x98C23E9d8f34FEFb1B7BD6a91B7FF122F4e16F5c' }],
    tiedBy: 'reserves',
    yieldPool: 'aa70268e-4b52-42bf-a116-608b370f9501',
    whatCanGoWrong: [
      ...(['code_fails', 'borrowers_do_not_pay_back', 'others_leave_first', 'peg_breaks'] as const),
      ...(['rate_falls', 'rules_change', 'prices_told_wrong'] as const),
    ],
  },
  {
    ...AAVE_V3_ETHEREUM,
    strategy: 'aave-eth',
    contracts: [AAVE_POOL, { part: 'token', address: '0x4d5F47FA6A74757f35C14fD3a6Ef8E3C9BC514E8' }],
    tiedBy: 'own_price',
    yieldPool: 'e880e828-ca59-4ec6-8d4f-27182a4dc23d',
    whatCanGoWrong: [
      ...(['price_falls', 'code_fails', 'borrowers_do_not_pay_back', 'others_leave_first'] as const),
      ...(['rate_falls', 'rules_change', 'prices_told_wrong'] as const),
    ],
  },
  SUILEND_USDC,
  {
    strategy: 'uniswap-usdc-eth-wide',
    lookedAt: '2026-11-30',
    // The day on which it was opened to everybody. Votes decide only what part of the fees is kept.
    openSince: '2021-05-05',
    changeableBy: 'vote_with_delay',
    contracts: [
      { part: 'pool', address: '0x88e6A0c2dDD26FEEb64F039a2c41296FcB3f5640' },
      { part: 'positions', address: '0xC36442b4a4522E871399CD717aBDD847Ab11FE88' },
      { part: 'router', address: '0x68b3465833fb72A70ecDF485E0e4C7bD8665Fc45' },
      { part: 'universal', address: '0x66a9893cC07D91D95644AEDD05D03f95e1dBA8Af' },
    ],
    audits: [{ by: 'Trail of Bits', on: '2021-03-12', of: 'Uniswap v3', url: `${POOLS}/tob/audit.pdf` }],
    tiedBy: 'own_price',
    yieldPool: null,
    whatCanGoWrong: [
      ...(['moves_against_keeping', 'price_falls', 'leaves_its_range', 'rate_falls'] as const),
      ...(['code_fails', 'peg_breaks', 'rules_change'] as const),
    ],
  },
  {
    ...{ strategy: 'kamino-usdc', lookedAt: '2026-11-30', audits: KAMINO_VAULT_AUDITS },
    // Told of as open to everybody on that day: oakresearch.io, "Kamino V2".
    openSince: '2025-06-17',
    // Its programs and the vault are each changed by several of a few keys: kamino.com/docs, "Roles & ownership".
    changeableBy: 'few',
    contracts: [
      { part: 'vault', address: 'HDsayqAsDWy3QvANGqh2yNraqcD8Fnjgh73Mhb3WRS5E' },
      { part: 'vault_program', address: 'KvauGMspG5k6rtzrqqn7WNn3oZdyKqLKwK2XWQ8FLjd' },
      { part: 'lending_program', address: 'KLend2g3cP87fffoy8q1mQqGKjrxjC8boSyAYavgmjD' },
    ],
    tiedBy: 'reserves',
    // Nobody found what it is called there.
    yieldPool: null,
    whatCanGoWrong: [
      ...(['borrowers_do_not_pay_back', 'others_leave_first', 'code_fails', 'rules_change'] as const),
      ...(['rate_falls', 'peg_breaks', 'prices_told_wrong'] as const),
    ],
  },
];

/** Null for what nobody looked into. */
export function riskFileOf(strategy: string): RiskFile | null {
  return RISK_FILES.find((one) => one.strategy === strategy) ?? null;
}
