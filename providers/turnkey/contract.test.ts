import { describeContract } from '@diboas/providers-kit/contract';
import { turnkey } from './provider.ts';
import { wallet } from './testing/suites.ts';

describeContract(turnkey, { wallet });
