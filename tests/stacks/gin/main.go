package main

import (
	"net/http"
	"os"

	"github.com/gin-gonic/gin"
)

func main() {
	router := gin.New()
	router.Use(gin.Recovery())

	// WHYCORS-FIX

	ok := func(c *gin.Context) { c.JSON(http.StatusOK, gin.H{"ok": true}) }
	router.GET("/ok", ok)
	router.PUT("/ok", ok)
	router.POST("/echo", func(c *gin.Context) {
		if c.GetHeader("Authorization") == "" {
			c.AbortWithStatus(http.StatusUnauthorized)
			return
		}
		var body map[string]any
		if c.BindJSON(&body) == nil {
			c.JSON(http.StatusOK, body)
		}
	})
	router.GET("/boom", func(c *gin.Context) { panic("boom") })
	router.Run("127.0.0.1:" + os.Getenv("PORT"))
}
