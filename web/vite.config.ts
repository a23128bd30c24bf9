import vue from '@vitejs/plugin-vue'
import { defaultClientConditions, defineConfig } from 'vite'

/** Where the call centre listens while this page is developed; `CCC_URL` names another. */
const callCentre = { target: process.env.CCC_URL ?? 'http://127.0.0.1:7788', ws: true }

export default defineConfig({
  plugins: [vue()],
  // served under /desk/, and wherever else somebody puts it
  base: './',
  resolve: { conditions: ['source', ...defaultClientConditions] },
  define: {
    __VUE_PROD_DEVTOOLS__: false,
    __VUE_I18N_FULL_INSTALL__: false,
    __VUE_I18N_LEGACY_API__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
  },
  server: { proxy: { '/v1': callCentre } },
  preview: { proxy: { '/v1': callCentre } },
})
