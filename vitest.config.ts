import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Two cores: more workers only wait for each other, and browsers and engines need room beside them.
    maxWorkers: 2,
    // No file leaves anything behind that another would see, and what all import is read once: a third less work.
    isolate: false,
  },
});
