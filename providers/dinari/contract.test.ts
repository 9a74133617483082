import { describeContract } from '@diboas/providers-kit/contract';
import { dinari } from './provider.ts';
import { exchange, prices } from './testing/suites.ts';

describeContract(dinari, { exchange, prices });
