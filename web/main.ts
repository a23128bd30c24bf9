import 'tdesign-vue-next/es/style/index.css'
import './styles/base.css'
import { createApp } from 'vue'
import App from './app.vue'
import { i18n } from './texts/i18n'

createApp(App).use(i18n).mount('#app')
