import { describeContract } from '@diboas/providers-kit/contract';
import { privy } from './provider.ts';
import { wallet } from './testing/suites.ts';

describeContract(privy, { wallet });
