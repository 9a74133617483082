import {
  bankAccountView,
  type DepositAddressView,
  sendWarning,
  type TransactionView,
} from '@diboas/protocol';
import { CopyBlock, Exhibit, Grouped, QrCode, Shelf } from '@diboas/ui';
import { AccountLine } from '../accounts/account-line.tsx';
import { AddressField } from '../address/address-field.tsx';
import { SendWarnings } from '../address/send-warnings.tsx';
import type { AddressReading } from '../address/use-address-check.ts';
import { sampleTransaction } from '../api/sample-transaction.ts';
import { MakeAddresses } from '../screens/receive/make-addresses.tsx';
import { OwnAddress } from '../screens/receive/own-address.tsx';
import { receivables } from '../screens/receive/receivable.ts';
import { ReceivableList } from '../screens/receive/receive-page.tsx';
import { NetworkConfirmations } from '../screens/transactions/network-confirmations.tsx';
import { useNow } from '../services/use-now.ts';
import { TransactionLine } from '../transaction/transaction-line.tsx';

const ADDRESS = 'bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq';
const AT = '2026-11-23T05:00:00.000Z';
const EXPLORER: TransactionView['explorer'] = {
  network: 'bitcoin',
  transaction: '4a5e1e4baab89f3a32518a88c31bc87f618f76673e2cc77ab2127b7afdeda33b',
  url: 'https://mempool.space/tx/4a5e1e4baab89f3a32518a88c31bc87f618f76673e2cc77ab2127b7afdeda33b',
};

/** One of each way in which a network is sure. */
const ADDRESSES: readonly DepositAddressView[] = [
  {
    ...{ network: 'bitcoin', address: ADDRESS, confirmations: 'blocks', createdAt: AT },
    ...{ assets: ['BTC'], least: [{ asset: 'BTC', amount: '0.00000294' }] },
  },
  {
    ...{ network: 'ethereum', confirmations: 'safe_block', createdAt: AT },
    address: '0x52908400098527886E0F7030069857D2E4169EE7',
    ...{ assets: ['ETH'], least: [{ asset: 'ETH', amount: '0.000000000000000001' }] },
  },
  {
    ...{ network: 'solana', confirmations: 'confirmed', createdAt: AT },
    address: '7xKXtg2CW87d97TXJSDpbD5jBkheTqA83TZRuJosgAsU',
    ...{ assets: ['USDC'], least: [{ asset: 'USDC', amount: '0.000001' }] },
  },
  {
    ...{ network: 'sui', confirmations: 'checkpoint', createdAt: AT },
    address: '0x4bf9a1c5d2e07f5ab8e6c3d1f09a7b6c5d4e3f2a1b0c9d8e7f6a5b4c3d2e1f09',
    ...{ assets: ['SUI'], least: [{ asset: 'SUI', amount: '0.000000001' }] },
  },
];

/** Another address with the same ends. */
const ALIKE = 'bc1qar0s9k2m4c7e5w8l643lydnw9re59gtzzwf5mdq';
const LEAST = { asset: 'BTC', amount: '0.00000294' } as const;

const READINGS: readonly (readonly [name: string, value: string, reading: AddressReading])[] = [
  ['empty', '', { kind: 'other' }],
  ['while it is read', ADDRESS, { kind: 'reading' }],
  [
    'good',
    ADDRESS,
    {
      kind: 'good',
      check: {
        ...{ is: 'good', network: 'bitcoin', address: ADDRESS, isChecked: true, ask: null },
        ...{ least: LEAST, leastIfNew: LEAST, contract: 'no', warnings: [], knownAs: 'Ledger', alike: null },
      },
    },
  ],
  ['wrong', ADDRESS, { kind: 'wrong', why: { reason: 'checksum_differs' } }],
  ['a secret', '', { kind: 'secret' }],
  ['unread', ADDRESS, { kind: 'unread', network: 'bitcoin' }],
];

const COUNTS = [
  ['none yet', 0, 6],
  ['some of few', 2, 6],
  ['all of few', 6, 6],
  ['one wanted', 0, 1],
  ['some of many', 20, 32],
] as const;

/** Money that goes out to addresses and banks, and money that comes in from them. */
export function OutsideShelf() {
  const now = useNow(60_000);
  return (
    <Shelf name="Outside">
      {COUNTS.map(([name, have, want]) => (
        <Exhibit key={name} name={`NetworkConfirmations, ${name}`}>
          <NetworkConfirmations
            transaction={{
              activity: null,
              confirmations: { have, want },
              explorer: have > 0 ? EXPLORER : null,
              ended: false,
            }}
          />
        </Exhibit>
      ))}
      <Exhibit name="NetworkConfirmations, sent again for a higher fee">
        <NetworkConfirmations
          transaction={{
            ...{ activity: 'SPEEDING_UP', confirmations: { have: 0, want: 3 }, explorer: null, ended: false },
          }}
        />
      </Exhibit>
      <Exhibit name="NetworkConfirmations, others pay more">
        <NetworkConfirmations
          transaction={{
            ...{
              activity: null,
              confirmations: { have: 0, want: 3, outbid: true },
              explorer: null,
              ended: false,
            },
          }}
        />
      </Exhibit>
      <Exhibit name="NetworkConfirmations, over">
        <NetworkConfirmations
          transaction={{ activity: null, confirmations: null, explorer: EXPLORER, ended: true }}
        />
      </Exhibit>
      <Exhibit name="TransactionLine, of each way out and in">
        <ul className="border-t border-line">
          {outside().map((transaction) => (
            <TransactionLine key={transaction.id} transaction={transaction} now={now} />
          ))}
        </ul>
      </Exhibit>
      <Exhibit name="QrCode">
        <QrCode text={ADDRESS} label="An address as a QR code" />
      </Exhibit>
      <Exhibit name="CopyBlock">
        <CopyBlock value={ADDRESS} label="An address">
          Copy the address
        </CopyBlock>
      </Exhibit>
      <Exhibit name="Grouped, with letters that differ">
        <p className="font-mono">
          <Grouped value={ADDRESS} marked={[8, 9, 39]} />
        </p>
      </Exhibit>
      <Exhibit name="MakeAddresses">
        <MakeAddresses />
      </Exhibit>
      <Exhibit name="ReceivableList">
        <ReceivableList all={receivables(ADDRESSES)} />
      </Exhibit>
      {receivables(ADDRESSES).map((receivable) => (
        <Exhibit key={receivable.key} name={`OwnAddress, ${receivable.key}`}>
          <OwnAddress receivable={receivable} />
        </Exhibit>
      ))}
      <Exhibit name="AccountLine, in every state">
        <ul className="statement-edge">
          {bankAccountView.shape.state.options.map((state) => (
            <AccountLine
              key={state}
              account={{
                ...{ id: state, name: 'Salary', state, createdAt: AT },
                canBeAddedElsewhere: state === 'ready',
                ...(state === 'pending'
                  ? { bankName: null, last4: null }
                  : { bankName: 'First Platypus Bank', last4: '6789' }),
              }}
            />
          ))}
        </ul>
      </Exhibit>
      <Exhibit name="SendWarnings, each">
        <SendWarnings warnings={sendWarning.options} alike={ALIKE} address={ADDRESS} />
      </Exhibit>
      {READINGS.map(([name, value, reading]) => (
        <Exhibit key={name} name={`AddressField, ${name}`}>
          <AddressField
            id={`gallery-address-${name.replaceAll(' ', '-')}`}
            label="Address"
            hint="Of Bitcoin, Ethereum, Solana or Sui."
            value={value}
            reading={reading}
            fault={null}
            onType={() => undefined}
          />
        </Exhibit>
      ))}
    </Shelf>
  );
}

function outside(): readonly TransactionView[] {
  const cash = { kind: 'balance', type: 'BANKING' } as const;
  const address = { kind: 'address', network: 'bitcoin', address: ADDRESS, name: null } as const;
  const bank = { kind: 'bank_account', shown: 'First Platypus Bank ••6789', name: null } as const;
  const btc = { asset: 'BTC', amount: '0.00150000' } as const;
  const usdc = { asset: 'USDC', amount: '250.000000' } as const;
  const of = (patch: Partial<TransactionView>): TransactionView =>
    sampleTransaction({ method: null, id: String(patch.operation), ...patch });
  return [
    of({
      ...{ operation: 'SEND_TO_ADDRESS', from: cash, to: { ...address, name: 'My own wallet' } },
      ...{ pay: { amount: btc, fees: [], total: btc }, receive: { ...btc, network: 'bitcoin' } },
    }),
    of({
      ...{ operation: 'RECEIVE', from: address, to: cash },
      ...{ pay: { amount: btc, fees: [], total: btc }, receive: { ...btc, network: 'bitcoin' } },
    }),
    of({
      ...{ operation: 'WITHDRAW_FUNDS', from: cash, to: bank, pay: { amount: usdc, fees: [], total: usdc } },
      receive: { asset: 'USD', amount: '248.50', network: 'fiat' },
    }),
  ];
}
