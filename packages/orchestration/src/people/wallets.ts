// Wallets of people (M27): asked for once, made once, and their addresses found by whoever is told of one.
import type { Bucket, Id, Instant, Network } from '@diboas/kernel';
import type { Memo } from '../provider/answer.ts';
import type { WalletAddress } from '../provider/provider.ts';
import type { AuditEntry } from '../store/audit.ts';

/** A wallet of a customer's at one provider, of which there is one. */
export interface PersonalWallet {
  readonly id: Id;
  readonly customerId: string;
  readonly provider: string;
  /** The request that makes it, as it is kept: encrypted where there is a key. Every repeat sends this very one. */
  readonly memo: Memo;
  /** When the request was prepared. */
  readonly createdAt: Instant;
  /** What its provider made; null as long as nobody knows whether it did. */
  readonly made: {
    /** The provider's own name of it. */
    readonly reference: string;
    readonly addresses: readonly WalletAddress[];
    readonly at: Instant;
  } | null;
}

/** Whose an address is, and how it is watched. */
export interface WatchedAddress extends WalletAddress {
  readonly customerId: string;
  readonly provider: string;
  /** From where the next look at it begins, as the provider said in the last one; null before the first. */
  readonly since: string | null;
  /** Until when something is expected there, because its owner looked at it; null where they never did. */
  readonly expectedUntil: Instant | null;
  readonly createdAt: Instant;
}

export interface WalletStore {
  /** Keeps the request of a wallet, unless the customer has one at this provider already, and gives whichever is kept. */
  beginWallet(wallet: PersonalWallet): Promise<PersonalWallet>;
  /**
   * Puts another request in the place of one by which nothing was made and nothing can be any more, and gives whichever is
   * kept: of two at once the first one's, and that of a wallet that was made meanwhile.
   */
  renewWallet(
    wallet: PersonalWallet,
    request: Pick<PersonalWallet, 'memo' | 'createdAt'>,
  ): Promise<PersonalWallet>;
  /** The customer's wallets, the oldest first. */
  wallets(customerId: string): Promise<readonly PersonalWallet[]>;
  /**
   * Writes down what the provider made. Its addresses are watched before anybody is shown one. Said again it changes
   * nothing. False, with no wallet made, where an address is somebody else's already: then nobody may be given it.
   */
  finishWallet(wallet: PersonalWallet & { readonly made: object }): Promise<boolean>;
}

/** When an address is looked at next. */
export interface NextLook extends WalletAddress {
  readonly at: Instant;
}

export interface AddressWatch {
  /** Null for an address that is nobody's here. It is asked for in the letters in which it is kept. */
  watchedAddress(address: WalletAddress): Promise<WatchedAddress | null>;
  /** Has it looked at by then at the latest, and expects something there until `until`, where that is given. */
  hastenLook(look: NextLook, until: Instant | null): Promise<void>;
  /** Buckets in which an address is due to be looked at. */
  lookBuckets(now: Instant): Promise<readonly Bucket[]>;
  /**
   * Takes addresses of the bucket that are due, those first that wait longest, and makes them due again at `leasedUntil`,
   * in case whoever took them dies. No two take the same one.
   */
  claimLooks(
    bucket: Bucket,
    claim: { readonly now: Instant; readonly leasedUntil: Instant; readonly limit: number },
  ): Promise<readonly WatchedAddress[]>;
  /**
   * Writes down how far a look came that was taken until `leasedUntil`. Whatever was hastened meanwhile stays so, and an older
   * look that ends later only has some looked at again.
   */
  noteLooked(look: NextLook & { readonly since: string; readonly leasedUntil: Instant }): Promise<void>;
  /**
   * Puts on record, in one commit with the line of the audit, what came to an address and is credited to nobody. False,
   * with nothing written, where it was before.
   */
  noteStrange(strange: {
    readonly reference: string;
    readonly network: Network;
    readonly at: Instant;
    readonly audit: AuditEntry;
  }): Promise<boolean>;
}
