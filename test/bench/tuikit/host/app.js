const { chat, constants } = require('./fake-chat')

// where TUIKit looks for the chat SDK, after its own instructions
wx.TencentCloudChat = constants
wx.$TUIKit = chat
wx.$chat_userID = 'customer'

App({ globalData: {} })
