import { describeContract } from '@diboas/providers-kit/contract';
import { turnkey } from './provider.ts';
import { signer, wallet } from './testing/suites.ts';

describeContract(turnkey, { wallet, signer });
