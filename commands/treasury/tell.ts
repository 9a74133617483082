// What a person reads of the treasury's wallet on Bitcoin, and of files that wait for signatures.
import type {
  ChildRefusal,
  TreasuryRefusal,
  TreasurySpend,
  TreasuryWallet,
  UnsignedRefusal,
  WatchedBitcoin,
} from '@diboas/chain-access';
import { formatMoney, money } from '@diboas/kernel';
import type { SendRefusal } from './record.ts';

export function bitcoinText(units: bigint): string {
  return `${formatMoney(money('BTC', units))} BTC`;
}

export function tellWallet({ address, keys }: TreasuryWallet, held: bigint | null): string {
  const lies = held === null ? 'nobody says what lies there' : `${bitcoinText(held)} in blocks`;
  return `${address}\n  ${lies}\n  wsh(sortedmulti(2,${keys.join(',')}))`;
}

export function tellSpend(
  { hash, pays, change, fee, signedBy }: TreasurySpend,
  { keys }: TreasuryWallet,
): string {
  return [
    hash,
    ...pays.map(({ to, units }) => `  pays ${bitcoinText(units)} to ${to}`),
    `  ${bitcoinText(change)} comes back, the network takes ${bitcoinText(fee)}`,
    ...keys.map((key) => `  ${signedBy.includes(key) ? 'signed by' : 'not yet by'} ${key}`),
  ].join('\n');
}

const REFUSALS: Readonly<
  Record<SendRefusal | TreasuryRefusal | UnsignedRefusal | ChildRefusal | 'unsigned' | 'differ', string>
> = {
  not_proposed: 'Nobody proposed it here.',
  same_person: 'You proposed it. Another person sends it, with a name of their own.',
  too_late: 'It was proposed more than seven days ago: propose it again.',
  no_psbt: 'That is no PSBT.',
  foreign: 'It spends what is not this wallet’s, or pays what has no address.',
  unavailable: 'The site did not answer.',
  too_little: 'What lies there does not cover it.',
  too_dear: 'The network asks for more than --fee-max.',
  too_small: 'The network does not carry so little.',
  not_waiting: 'It does not wait, or brought the wallet nothing.',
  fast_enough: 'It pays what is asked for already.',
  unsigned: 'Two of the three have not signed all of it.',
  differ: 'The files are not of one transaction.',
};

export function tellTreasuryRefusal(refusal: keyof typeof REFUSALS): string {
  return `Refused: ${REFUSALS[refusal]}`;
}

export function tellWatched(watched: WatchedBitcoin): string {
  switch (watched.kind) {
    case 'waits': {
      const { ratePerThousand, nextBlock, mayBeReplaced } = watched;
      const rates = `pays ${rateText(ratePerThousand)}, the next block asks ${rateText(nextBlock)}`;
      return `waits: ${rates}; it may ${mayBeReplaced ? '' : 'not '}be replaced`;
    }
    case 'in_block':
      return `in block ${watched.height}`;
    case 'replaced':
      return `replaced by ${watched.by}`;
    case 'gone':
      return 'the site does not have it';
  }
}

function rateText(perThousand: bigint): string {
  return `${perThousand / 1_000n}.${`${perThousand % 1_000n}`.padStart(3, '0')} sat/vB`;
}
