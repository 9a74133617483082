import { describeContract } from '@diboas/providers-kit/contract';
import { bridge } from './provider.ts';
import { offRamp } from './testing/suites.ts';

describeContract(bridge, { offRamp });
