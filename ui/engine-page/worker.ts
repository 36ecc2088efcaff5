import { expose } from 'comlink';
import { openGpuBackend } from '../engine/gpu/open-backend';
import { createEngine } from '../engine/worker/engine';

/** The engine of a secure page, in a worker of it: device and sessions end with the worker. */
expose(createEngine(openGpuBackend));
