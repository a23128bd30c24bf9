// A subpackage has to have a page. Nobody opens this one: the folder is here for the script that the chat fetches.
Page({})
