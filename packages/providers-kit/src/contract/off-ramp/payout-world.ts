import type { DeskSuite } from '../order/order-world.ts';

/** What a provider's tests hand to the contract suite of an off-ramp. The provider pays out by itself: nobody is led anywhere. */
export interface OffRampSuite extends Omit<DeskSuite<'offRamp'>, 'begun'> {
  /** The ways to a bank account that it has prices for. */
  readonly methods: readonly string[];
  /**
   * The statuses of a payout that was done, of one that came back, and of one that was never delivered, by their names.
   * `returned` is null where the provider tells of what comes back once it is ours again; then nothing was ever taken of what
   * was never delivered.
   */
  readonly returns: {
    readonly done: string;
    readonly returned: string | null;
    readonly undelivered: string;
    /** Once the money is ours again; before, it lies with the provider. */
    readonly refunded: string;
  };
  /** Statuses that the provider documents and that only a person can do something about. */
  readonly forPeople: readonly string[];
  /** After so long its answers under a key are gone: then the key is refused, or would make a payout of its own. */
  readonly keysKept: { readonly ms: number; readonly afterwards: 'refused' | 'forgotten' };
  /** Fills in the page that a person is led to, as they would. */
  fillForm(url: string): Promise<void>;
}
