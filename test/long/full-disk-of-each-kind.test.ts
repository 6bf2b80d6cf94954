import { kindsOfFullDisk } from '../e2e/full-disk.ts';
import { fullDiskCases } from '../e2e/full-disk-cases.ts';

fullDiskCases(kindsOfFullDisk());
